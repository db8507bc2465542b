/**
 * A connection to a worker, in text that is ASCII on the way back.
 *
 * `node:net` loads all of Node's streams, a quarter of what a bare Node takes to start. Below it is the pipe itself, which
 * `process.binding` gives out: deprecated, but without a warning, and the same in Node 20 to 24. Where it is not as
 * expected, `node:net` takes over; and should it ever behave otherwise, the worker's password does not arrive and the
 * hook decides by itself.
 */
export interface Connection {
  send(text: string): void;
  close(): void;
}

export interface Listener {
  heard(text: string): void;
  /** It failed, or the other side has closed it. May be told more than once. */
  ended(): void;
}

export async function connectTo(path: string, listener: Listener): Promise<Connection> {
  return connectByPipe(path, listener) ?? (await connectByNet(path, listener));
}

/** What Node's own streams use. */
interface Pipe {
  onread: (bytes: ArrayBuffer | undefined) => void;
  connect(request: Request, path: string): number | undefined;
  readStart(): number;
  writeUtf8String(request: Request, text: string): number;
  close(): void;
}

interface Request {
  oncomplete: (status: number) => void;
}

interface Bindings {
  readonly pipe_wrap: {
    readonly Pipe: new (type: number) => Pipe;
    readonly PipeConnectWrap: new () => Request;
    readonly constants: { readonly SOCKET: number };
  };
  readonly stream_wrap: {
    readonly WriteWrap: new () => Request;
    readonly streamBaseState: Int32Array;
    readonly kReadBytesOrError: number;
    readonly kArrayBufferOffset: number;
  };
}

type GiveBinding = <K extends keyof Bindings>(name: K) => Bindings[K];

function connectByPipe(path: string, listener: Listener): Connection | undefined {
  try {
    const { binding } = process as unknown as { readonly binding: GiveBinding };
    return openPipe(path, listener, binding('pipe_wrap'), binding('stream_wrap'));
  } catch {
    return undefined;
  }
}

function openPipe(
  path: string,
  { heard, ended }: Listener,
  { Pipe, PipeConnectWrap, constants }: Bindings['pipe_wrap'],
  { WriteWrap, streamBaseState: state, kReadBytesOrError, kArrayBufferOffset }: Bindings['stream_wrap'],
): Connection {
  const pipe = new Pipe(constants.SOCKET);
  const waiting: string[] = [];
  let isOpen = false;

  pipe.onread = (bytes) => {
    const length = state[kReadBytesOrError] ?? 0;
    if (length < 0) ended();
    else if (bytes && length > 0) heard(Buffer.from(bytes, state[kArrayBufferOffset], length).toString('latin1'));
  };

  function send(text: string): void {
    if (!isOpen) waiting.push(text);
    else if (pipe.writeUtf8String(requestThat(new WriteWrap(), ended), text) !== 0) ended();
  }

  function opened(): void {
    isOpen = true;
    for (const text of waiting) send(text);
    if (pipe.readStart() !== 0) ended();
  }

  const failed = pipe.connect(requestThat(new PipeConnectWrap(), ended, opened), path);
  if (failed) throw new Error(`connect: ${failed}`);
  return { send, close: () => pipe.close() };
}

function requestThat<T extends Request>(request: T, fails: () => void, succeeds = () => {}): T {
  request.oncomplete = (status) => (status === 0 ? succeeds() : fails());
  return request;
}

async function connectByNet(path: string, { heard, ended }: Listener): Promise<Connection> {
  const { connect } = await import('node:net');
  const socket = connect(path).setEncoding('latin1').on('data', heard).on('error', ended).on('close', ended);
  return { send: (text) => socket.write(text), close: () => socket.destroy() };
}
