/** The oldest Node that can run the server: TypeScript without a build step, and argon2 for passwords. */
export const oldestNode = '24.7.0';

/**
 * @param {string} version such as `v26.10.0`
 * @returns {boolean}
 */
export function isNodeNewEnough(version = process.version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
