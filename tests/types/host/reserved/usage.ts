import name, { new as create, typeof as type, var as variable } from './expected/world.js';

create(1);
type();
variable.if(1);
name.class(1, '', true, new Uint8Array(), 1, 1, 1, 1);
name.arguments();
name.await();
name.undefined(1);
name.globalThis();
const error: InstanceType<typeof name.Error> = name.Resource.new();
error.constructor();
error.delete(1);
name.Error.prototype_();
name.Error.static();
new name.Error(1);
