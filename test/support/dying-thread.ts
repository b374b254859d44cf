/** A thread that dies before it is told anything. */
throw new Error('of itself')

export {}
