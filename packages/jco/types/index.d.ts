/** Bytes as an argument; they are not changed. */
export type Bytes = Uint8Array | ArrayBuffer | ArrayBufferView;

/**
 * WIT as an argument: the path of a file or folder, the bytes of a text, component or encoded package, or files by
 * path, with dependencies under `deps/`.
 */
export type WitSource = string | Bytes | Record<string, string | Bytes>;

/** How the output is instantiated. */
/** Whether host functions behind synchronous imports may give promises (JavaScript Promise Integration). */
export type AsyncMode = 'sync' | 'jspi' | { tag: 'sync' } | { tag: 'jspi'; val?: { imports?: string[]; exports?: string[] } };

/** Which functions give promises. */
export interface AsyncOptions {
  /** With `'jspi'` host functions may give promises, and exported functions that wait for them do. */
  asyncMode?: AsyncMode;
  /** Host functions that may, besides those of WASI that wait: `'a:b/c@1.0.0#f'`, `'a:b/c#f'`, `'f'`, with `*` for any text. */
  asyncImports?: string[];
  /** Exported functions that give promises, besides those that are found to wait. */
  asyncExports?: string[];
  /** Has no effect: which functions of WASI wait is known. */
  asyncWasiImports?: boolean | string[];
  /** All exported functions of WASI give promises. */
  asyncWasiExports?: boolean | string[];
}

export type Instantiation = 'async' | 'sync' | { tag: 'async' } | { tag: 'sync' };

/** How host functions are bound. */
export type ImportBindings = 'js' | 'optimized' | 'hybrid' | 'direct-optimized';

/** WIT features that are on. */
export type Features = 'all' | string[] | { tag: 'all' } | { tag: 'list'; val: string[] };

/** How some types look in JavaScript. */
export interface TypeStyle {
  /** Refuse arguments of another type, or out of range, instead of coercing them. */
  strict?: boolean;
  /** Flags are bigints, not objects of booleans. */
  flagsAsBigInt?: boolean;
  /** Declare a variant as one union of its cases. */
  variantsInlineCases?: boolean;
  /** Export objects with the values of flags, enums and variants. Implies `flagsAsBigInt`. */
  useNamespaceObjects?: boolean;
  /** Enum values are `SCREAMING_SNAKE_CASE`. */
  enumValuesScreamingSnakeCase?: boolean;
}

/** Options of {@link transpile}. */
export interface TranspileOptions extends TypeStyle, AsyncOptions {
  /** Base name of the files. Default `component`. */
  name?: string;
  /** Put before the names of the files. */
  outDir?: string;
  /** Export `instantiate(getCoreModule, imports, instantiateCore?)`, asynchronous or not. Default: instantiate on import. */
  instantiation?: Instantiation;
  /** Export a promise `$init`, for engines without top-level await. */
  tlaCompat?: boolean;
  /**
   * Import core modules, as workerd needs it, which compiles none at run time; `instantiation` is `'async'` by default. For a
   * component that exports a handler of wasi:http, a worker, all that it needs and a configuration are among the files.
   */
  target?: 'workerd';
  /** How host functions are bound. Default `js`. */
  importBindings?: ImportBindings;
  /** Where imports come from: `{ 'wasi:cli/*': './cli.js#*' }`. */
  map?: Record<string, string> | [string, string][];
  /** Import `wasi:*` from `@jco/preview2-shim`. Default true, unless `instantiation` is given. */
  wasiShim?: boolean;
  /** Core modules of fewer bytes are inlined; 0 inlines none. Default 5000. */
  base64Cutoff?: number;
  /** Load core modules through `node:fs` on Node. Default true. */
  nodejsCompat?: boolean;
  /** Export interfaces under their full names too. Default true. */
  namespacedExports?: boolean;
  /** Write `.d.ts` files. Default true. */
  emitTypescriptDeclarations?: boolean;
  /** Print without white space and comments. */
  minify?: boolean;
  /** Run wasm-opt over the core modules first: see {@link opt}. */
  optimize?: boolean;
  /** What `optimize` does. */
  optimizeOptions?: OptimizeOptions;
  /**
   * Core modules as JavaScript, for engines without WebAssembly: one more file, `<name>.core.js`, in their place. By wasm2js of the
   * package `binaryen`, found from the working directory; not in pages.
   */
  js?: boolean;
  /** Trust the component: skip checks on what it returns. */
  validLiftingOptimization?: boolean;
  /** Log each call and its result on standard error. */
  tracing?: boolean;
  /** Throw the payload of an error result itself, not a `ComponentError` around it. */
  noComponentErrorWrapping?: boolean;
  /** The input is WIT; transpile a component of its world whose functions trap. */
  stub?: boolean;
  /** The world of `stub`, where the WIT has several. */
  worldName?: string;
  /** WIT features of `stub`. */
  features?: Features;
  /** Has no effect: multiple memories are used where the engine has them. */
  multiMemory?: boolean;
  /** Has no effect: exceptions are let through where the component has them. */
  bindgenEnableWasmExnref?: boolean;
  /** Has no effect: nothing is printed. */
  quiet?: boolean;
}

/** Options of {@link opt}. */
export interface OptimizeOptions {
  /** Arguments of wasm-opt in place of `-Oz --strip-debug`. */
  optArgs?: string[];
  /** Apply the pass `asyncify` too. */
  asyncify?: boolean;
  /** The program to run. Default: that of the package `binaryen`, found from the working directory. */
  wasmOptBin?: string;
  /** Has no effect: what is made is used as wasm-opt checked it. */
  noVerify?: boolean;
  /** Has no effect: nothing is printed. */
  quiet?: boolean;
}

/** What {@link opt} gives. */
export interface OptimizeResult {
  /** The same component with optimised core modules. */
  component: Uint8Array;
  /** The sizes of the core modules, in their order. */
  compressionInfo: { beforeBytes: number; afterBytes: number }[];
}

/**
 * Runs wasm-opt over the core modules of a component, or over a core module. Not in pages.
 *
 * @throws {JcoError} `E0801` if `binaryen` is not installed, `E0802` if it fails
 */
export function opt(component: Bytes, options?: OptimizeOptions): Promise<OptimizeResult>;

/** What {@link transpile} gives. */
export interface TranspileResult {
  /** The files by name: JavaScript, core modules, declarations. */
  files: Record<string, Uint8Array>;
  /** Module specifiers the JavaScript imports. */
  imports: string[];
  /** What it exports. */
  exports: [name: string, kind: 'function' | 'instance' | 'module'][];
}

/** Options of {@link types} and {@link guestTypes}. */
export interface TypesOptions extends TypeStyle, AsyncOptions {
  /** Base name of the files. Default: that of the world named, else of the path, else `world`. */
  name?: string;
  /** Put before the names of the files. */
  outDir?: string;
  /** The world, where the WIT has several. */
  worldName?: string;
  /** Declare the module that `instantiation` makes. */
  instantiation?: Instantiation;
  /** Declare the module that `tlaCompat` makes. */
  tlaCompat?: boolean;
  /** WIT features that are on. */
  features?: Features;
  /** All WIT features are on. */
  allFeatures?: boolean;
  /** Declare for the component, as {@link guestTypes} does. */
  guest?: boolean;
  /** Has no effect: nothing is printed. */
  quiet?: boolean;
}

/** Metadata by field: `[['language', [['Rust', '1.95.0']]]]`. */
export type ProducersFields = [field: string, values: [name: string, version?: string][]][];

/** Options of {@link componentEmbed}: `binary` or `dummy`, `witSource` or `witPath`. */
export interface EmbedOptions {
  /** The core module. */
  binary?: Bytes;
  /** Make up a core module whose functions trap. */
  dummy?: boolean;
  /** WIT, as text or encoded. */
  witSource?: string | Bytes;
  /** A file or folder of WIT. */
  witPath?: string;
  /** The world, where the WIT has several. */
  world?: string;
  /** How the core module encodes strings. Default `utf8`. */
  stringEncoding?: 'utf8' | 'utf16' | 'compact-utf16';
  /** Metadata to add. */
  metadata?: ProducersFields;
  /** WIT features that are on. */
  features?: Features;
}

/** What {@link componentExports} tells: enough to make calls without having seen the WIT. */
export interface ComponentExports {
  /** Types that are not primitive. */
  types: WitType[];
  /** Functions, by the interface that has them. */
  exports: ExportedInterface[];
}

/** The name of a primitive type, such as `u8`, or a place in the table of types. */
export type WitTypeRef = string | number;

/** A type with its name in WIT; keys are the names of properties in JavaScript. */
export type WitType = { name?: string } & (
  | { kind: 'record'; fields: { name: string; key: string; type: WitTypeRef; docs?: string }[] }
  | { kind: 'variant'; cases: { name: string; type: WitTypeRef | null }[] }
  | { kind: 'enum'; cases: string[] }
  | { kind: 'flags'; flags: { name: string; key: string }[] }
  | { kind: 'tuple'; types: WitTypeRef[] }
  /** `isTagged`: in JavaScript it is `{ tag, val }`, as an option of an option is. */
  | { kind: 'option'; some: WitTypeRef; isTagged: boolean }
  | { kind: 'result'; ok: WitTypeRef | null; err: WitTypeRef | null }
  | { kind: 'list'; element: WitTypeRef; length?: number }
  | { kind: 'map'; key: WitTypeRef; value: WitTypeRef }
  | { kind: 'own' | 'borrow'; resource: WitTypeRef }
  /** `class`: the properties that lead to its class, if the component exports it. */
  | { kind: 'resource'; class?: string[] }
  | { kind: 'future' | 'stream'; payload: WitTypeRef | null }
);

/** An interface that a component exports, or without a name the functions that it exports by themselves. */
export interface ExportedInterface {
  /** `ns:pkg/iface@1.0.0` */
  name?: string;
  /** The property of the instance that has it. */
  key?: string;
  docs?: string;
  functions: ExportedFunction[];
}

/** A function, constructor or method. */
export interface ExportedFunction {
  /** In WIT; empty for a constructor. */
  name: string;
  kind: 'function' | 'constructor' | 'method' | 'static';
  /** The resource whose constructor, method or static function it is. */
  resource?: WitTypeRef;
  /** The property that it is; empty for a constructor. */
  key: string;
  /** Without the `self` of a method. */
  params: { name: string; type: WitTypeRef }[];
  result: WitTypeRef | null;
  isAsync: boolean;
  docs?: string;
}

/** What {@link metadataShow} tells of one module or component. */
export interface ModuleMetadata {
  /** The component it is nested in, by its place in the list. */
  parentIndex?: number;
  /** Its name. */
  name?: string;
  /** Module, or component with the number of those directly in it. */
  metaType: { tag: 'module' } | { tag: 'component'; val: number };
  /** First byte, and the byte after the last. */
  range: [start: number, end: number];
  /** Languages and tools. */
  producers: [field: string, values: [name: string, version: string][]][];
}

/** Turns a component, as binary or text, into JavaScript, core modules and declarations. */
export function transpile(component: Bytes, options?: TranspileOptions): Promise<TranspileResult>;
/** TypeScript declarations of a world for its host, by file name. */
export function types(wit: WitSource, options?: TypesOptions): Promise<Record<string, Uint8Array>>;
/** TypeScript declarations of a world for a component that has it, by file name. */
export function guestTypes(wit: WitSource, options?: TypesOptions): Promise<Record<string, Uint8Array>>;
/** The text form of a component or module. */
export function print(binary: Bytes): Promise<string>;
/** The binary form of the text of a component or module. */
export function parse(wat: string | Bytes): Promise<Uint8Array>;
/** The WIT of a component. */
export function componentWit(binary: Bytes): Promise<string>;
/** What a component exports, as data. */
export function componentExports(component: Bytes): Promise<ComponentExports>;
/** Makes a component of a core module that carries its world. Adapters implement imports by import module name. */
export function componentNew(core: Bytes, adapters?: [name: string, adapter: Bytes][]): Promise<Uint8Array>;
/** Puts a world into a core module, for {@link componentNew}. */
export function componentEmbed(options: EmbedOptions): Promise<Uint8Array>;
/** The metadata of a binary and of everything nested in it, outermost first. */
export function metadataShow(binary: Bytes): Promise<ModuleMetadata[]>;
/** The binary with more metadata. Fields: `name`, `language`, `processed-by`, `sdk`. */
export function metadataAdd(binary: Bytes, metadata: ProducersFields): Promise<Uint8Array>;
/** The adapter from WASI preview 1 for a module with `_start`, under the name `wasi_snapshot_preview1`. */
export function preview1AdapterCommandPath(): URL;
/** The adapter from WASI preview 1 for a library, under the name `wasi_snapshot_preview1`. */
export function preview1AdapterReactorPath(): URL;

/** Input that is wrong, or a mistake of jco (code `E0900`). */
export class JcoError extends Error {
  /** The kind of error: `E0105`. */
  readonly code: string;
  /** Where in the input: `byte 0x1f`, `world.wit:3:7`. */
  readonly place?: string;
  /** The line of text it is in, with a mark under it. */
  readonly excerpt?: string;
  /** What can be done about it. */
  readonly help?: string;
}

/** An argument or option of the wrong name, type or value. */
export class JcoArgumentError extends TypeError {
  /** Always `E0201`. */
  readonly code: 'E0201';
}
