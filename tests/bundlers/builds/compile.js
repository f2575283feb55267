// webpack and Rspack have one configuration.

/**
 * @param {(options: object, done: (error: Error | null, stats?: any) => void) => void} bundler
 * @param {object} plugin
 */
export async function compile(bundler, plugin) {
  const configuration = {
    mode: 'production',
    context: process.cwd(),
    entry: './main.js',
    output: { path: `${process.cwd()}/dist`, filename: 'main.js' },
    plugins: [plugin],
  };
  await new Promise((resolve, reject) => {
    bundler(configuration, (error, stats) => {
      if (error || stats.hasErrors()) reject(error ?? new Error(stats.toString('errors-only')));
      else resolve(undefined);
    });
  });
}
