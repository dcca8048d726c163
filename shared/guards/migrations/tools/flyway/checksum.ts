import { crc32 } from 'node:zlib';

/**
 * Flyway's checksum: the CRC32 of all lines in UTF-8 without what ends them and without a byte order mark, as a signed
 * whole number. https://github.com/flyway/flyway flyway-core .../resolver/ChecksumCalculator.java
 */
export function flywayChecksum(text: string): string {
  const lines = text.replace(/^\uFEFF/, '').replaceAll(/[\r\n]/g, '');
  return String(crc32(Buffer.from(lines, 'utf8')) | 0);
}
