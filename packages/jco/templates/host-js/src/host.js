// What the component imports.

{{imports}}
