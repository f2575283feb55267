/**
 * In a worker of a cross-origin isolated page, starts the thread that sends HTTP requests while a component waits for
 * their answers. To be awaited before the component runs: no thread starts while another is stopped. `jco/load` does so.
 * Tells whether components that wait for answers can run here; a page needs JSPI for that, Node needs nothing.
 */
export declare function startThread(): Promise<boolean>;
