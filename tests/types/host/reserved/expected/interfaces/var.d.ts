/** @module Interface var */

/** @throws {ComponentError<number>} */
declare function _if(else_: number): void;
export { _if as if };
