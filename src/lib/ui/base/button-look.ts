/** `primary` is the one thing to do on a page; `danger` takes something away. */
export type ButtonLook = 'plain' | 'primary' | 'ghost' | 'danger';
export type ButtonSize = 'm' | 's';
