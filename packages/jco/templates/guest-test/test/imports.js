// What the component imports, as its tests want it.

{{imports}}

export const imports = {
{{importList}}
};
