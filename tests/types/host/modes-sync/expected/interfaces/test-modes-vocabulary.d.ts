/** @module Interface test:modes/vocabulary@1.0.0 */

export type Word = string;
