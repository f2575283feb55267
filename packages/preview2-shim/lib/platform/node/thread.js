// On Node the thread that does what others wait for starts when it is needed.

export const startThread = async () => true;
