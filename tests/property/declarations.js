// What TypeScript says of declarations.

import { join } from 'node:path';

import ts from 'typescript';

/**
 * @param {string} folder
 * @param {string[]} files
 * @returns {string[]} mistakes, with their places
 */
export function mistakes(folder, files) {
  const roots = files.filter((file) => file.endsWith('.d.ts')).map((file) => join(folder, file));
  const program = ts.createProgram(roots, {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.esnext.disposable.d.ts'],
    types: [],
  });
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const { line = 0 } = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? {};
    return `${diagnostic.file?.fileName}:${line + 1}: ${text}`;
  });
}
