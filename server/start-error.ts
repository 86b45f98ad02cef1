/** A reason not to start. The message is a full sentence for the operator: what is wrong and what to do. Shown without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
