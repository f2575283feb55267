// Templates, and the texts that are put into them.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../commands/new-project.js').Part} Part */

const templates = fileURLToPath(new URL('../../templates', import.meta.url));

/** @typedef {import('../commands/new-project.js').NewProjectRequest} Request */

/**
 * The folders of templates that a project is made of.
 *
 * @param {Pick<Request, 'host' | 'target' | 'language'>} request
 * @param {Part[]} exported
 */
export function templatesOf({ host, target, language }, exported) {
  if (host) return ['host', `host-${language}`, `host-${target}`, `host-${target}-${language}`];
  if (isHandler(exported)) return ['guest', 'guest-http', `guest-http-${language}`];
  return ['guest', 'guest-test', commandOf(exported) === undefined ? `guest-${language}` : `guest-command-${language}`];
}

/** The interface of a command, where a world exports nothing else. @param {Part[]} exported */
const commandOf = (exported) => (exported.length === 1 && exported[0].name.startsWith('wasi:cli/run@') ? exported[0].name : undefined);

/** @param {Part[]} exported */
const isHandler = (exported) => exported.some(({ name }) => name.startsWith('wasi:http/incoming-handler@'));

/**
 * The files of a template, with `{{name}}` replaced.
 *
 * @param {string} template
 * @param {Record<string, string>} texts
 * @returns {Record<string, string>}
 */
export function filled(template, texts) {
  const folder = join(templates, template);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      // Its name in Node 20 is another.
      const parent = entry.parentPath ?? entry.path;
      const text = readFileSync(join(parent, entry.name), 'utf8');
      const path = join(parent, entry.name).slice(folder.length + 1).replaceAll('\\', '/');
      // npm leaves a file of that name out of packages.
      return [path.replace(/(^|\/)gitignore$/, '$1.gitignore'), text.replace(/\{\{(\w+)\}\}/g, (_, key) => texts[key])];
    }),
  );
}

/**
 * @param {{ imported: Part[], exported: Part[], wit: Record<string, string> }} project
 * @returns {Record<string, string>}
 */
export function guestTexts({ imported, exported, wit }) {
  const usesHttp = Object.entries(wit).some(([path, text]) => !path.startsWith('deps/') && /\bwasi:http\//.test(text));
  const own = withoutWasi(imported);
  const calls = exported.flatMap((part) => part.calls).map((call) => `  ${call};`);
  return {
    declarations: joined(exported.map(({ declaration }) => declaration)),
    command: commandOf(exported) ?? '',
    variables: exported.map(({ variable }) => variable).join(', '),
    calls: calls.join('\n'),
    // Tests are JavaScript, and not checked.
    imports: joined(own.map(({ declaration }) => declaration.replace(/^ *\/\*\*[^]*?\*\/\n/gm, '').replace(/^export /, ''))),
    importList: own.map(({ name, variable }) => `  '${name.split('@')[0]}': ${isInterface(name) ? variable : `{ default: ${variable} }`},`).join('\n'),
    disabled: usesHttp ? '' : ' --disable http fetch-event',
  };
}

/** Where the JavaScript of a host's sources is: a page is made in `dist`. */
const scripts = { ts: { node: 'dist', web: 'lib' }, js: { node: 'src', web: 'src' } };

/**
 * @param {{ imported: Part[], exported: Part[], isComponent: boolean, world: string }} project
 * @param {Pick<Request, 'target' | 'language'>} request
 * @returns {Record<string, string>}
 */
export function hostTexts({ imported, exported, isComponent, world }, { target: runtime, language }) {
  const own = withoutWasi(imported);
  const folder = scripts[language][runtime];
  const target = `../${folder}/host.js`;
  const located = (/** @type {Part} */ { declaration, variable }) =>
    declaration
      .replace(/import\('\.\/app\.js'\)\.ImportObject\['.*?'\]\['default'\]/g, `import('../generated/app.js').ImportObject['${target}']['${variable}']`)
      .replaceAll("import('./", "import('../generated/");
  return {
    imports: own.length === 0 ? 'export {};' : joined(own.map(located)),
    maps: own.map(({ name, variable }) => ` -M ${name.split('@')[0]}=${target}#${variable}`).join(''),
    entry: `${folder}/main.js`,
    source: isComponent ? 'component.wasm' : `--stub wit -n ${world}`,
    exportNames: exported.map(({ variable }) => `'${variable}'`).join(', '),
  };
}

/** What the shim provides needs no implementation. @param {Part[]} parts */
const withoutWasi = (parts) => parts.filter(({ name }) => !name.startsWith('wasi:'));

/** @param {string} name */
const isInterface = (name) => name.includes('/');

/** @param {string[]} declarations */
const joined = (declarations) => declarations.join('\n').trimEnd();
