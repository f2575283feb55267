#!/usr/bin/env node
import { runCommandLine } from '../src/cli.js';
await runCommandLine(process.argv.slice(2));
