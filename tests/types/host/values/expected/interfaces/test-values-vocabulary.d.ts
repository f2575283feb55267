/**
 * Nothing but types.
 *
 * @module Interface test:values/vocabulary@1.2.3
 */

export type Identifier = bigint;
