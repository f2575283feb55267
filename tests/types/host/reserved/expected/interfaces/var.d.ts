/** @module Interface var */

declare function _if(else_: number): void;
export { _if as if };
