// What the world {{world}} exports.

{{declarations}}
