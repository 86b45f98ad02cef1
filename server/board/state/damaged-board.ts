/** The checkpoint of a board is not what was stored once: a broken disk, a faulty copy, a hand that slipped. */
export class DamagedBoard extends Error {
  override readonly name = 'DamagedBoard';
}
