import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionLink } from '#lib/client/session/session-link.ts';

/** A socket whose other end is the test. */
class FakeSocket extends EventEmitter {
  active = false;
  connected = false;
  connects = 0;
  connect(): this {
    this.connects += 1;
    return this;
  }
  disconnect(): this {
    return this;
  }
}

const made = vi.hoisted((): { socket: unknown } => ({ socket: null }));
vi.mock('socket.io-client', () => ({ io: () => made.socket }));

let socket: FakeSocket;
let heard: string[];

beforeEach(() => {
  vi.useFakeTimers();
  socket = new FakeSocket();
  made.socket = socket;
  heard = [];
  createSessionLink().open({
    connected: () => heard.push('connected'),
    lost: (reason) => heard.push(reason === undefined ? 'lost' : `lost: ${reason}`),
    refused: (error) => heard.push(`refused: ${error}`),
    flowChanged: () => undefined,
    presenceChanged: () => undefined,
    reacted: () => undefined,
    sessionEnded: () => undefined,
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a sign-in that ended', () => {
  it('is tried once more, because another tab may have got a new one', () => {
    socket.emit('connect');
    socket.emit('session:closed', { error: 'not-signed-in' });
    expect(heard).toEqual(['connected', 'lost']);
    vi.advanceTimersByTime(5_000);
    expect(socket.connects).toBe(2);
    socket.emit('connect');
    expect(heard).toEqual(['connected', 'lost', 'connected']);
  });

  it('is believed the second time', () => {
    socket.emit('session:closed', { error: 'not-signed-in' });
    socket.emit('connect_error', new Error('not-signed-in'));
    expect(heard).toEqual(['lost', 'refused: not-signed-in']);
    vi.advanceTimersByTime(60_000);
    expect(socket.connects).toBe(1);
  });

  it('is not mixed up with a membership that ended', () => {
    socket.emit('session:closed', { error: 'not-found' });
    expect(heard).toEqual(['refused: not-found']);
  });
});

describe('a crowd', () => {
  it.each(['too-many-pages', 'address-crowded'])('is told, and tried again without hurry: %s', (code) => {
    socket.emit('connect_error', new Error(code));
    expect(heard).toEqual([`lost: ${code}`]);
    vi.advanceTimersByTime(4_900);
    expect(socket.connects).toBe(1);
    vi.advanceTimersByTime(3_200);
    expect(socket.connects).toBe(2);
  });
});
