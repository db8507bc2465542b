/** The test's end of the scripted model: hands out instructions over loopback HTTP and collects the reports. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { DiagnosticReport, Instruction, Report, Turn, TurnAccount } from '../../agent/model/protocol';

const pollMs = 20_000;

type Waiting = (report: Report) => void;
type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

export class ScriptedModel {
  private readonly queue: Instruction[] = [];
  private readonly waiting = new Map<number, Waiting>();
  private poll: ServerResponse | undefined;
  private count = 0;
  private constructor(private readonly server: Server) {}

  static async listen(): Promise<ScriptedModel> {
    const server = createServer();
    const model = new ScriptedModel(server);
    server.on('request', (request, response) => model.serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** Plays a turn and returns when Copilot's agent has answered, or waits for a person's answer. */
  turn(turn: Turn): Promise<TurnAccount> {
    return this.instruct<TurnAccount>({ do: 'turn', turn });
  }

  /** What has happened in the current turn by now. */
  account(): Promise<TurnAccount> {
    return this.instruct<TurnAccount>({ do: 'account' });
  }

  /** Runs an editor command. */
  command(command: string, ...args: unknown[]): Promise<void> {
    return this.instruct<void>({ do: 'command', command, args });
  }

  open(path: string, line?: number): Promise<void> {
    return this.instruct<void>(line === undefined ? { do: 'open', path } : { do: 'open', path, line });
  }

  diagnostics(): Promise<DiagnosticReport[]> {
    return this.instruct<DiagnosticReport[]>({ do: 'diagnostics' });
  }

  close(): void {
    this.poll?.writeHead(204).end();
    this.server.closeAllConnections();
    this.server.close();
  }

  private instruct<T>(instruction: Unnumbered<Instruction>): Promise<T> {
    const id = ++this.count;
    this.queue.push({ id, ...instruction } as Instruction);
    this.handOut();
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, (report) => {
        if (report.error === undefined) resolve(report.value as T);
        else reject(new Error(report.error));
      });
    });
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.url === '/next') this.holdPoll(response);
    else void this.receive(request, response);
  }

  private holdPoll(response: ServerResponse): void {
    this.poll = response;
    const empty = setTimeout(() => this.answerPoll(response, undefined), pollMs);
    response.on('close', () => clearTimeout(empty));
    this.handOut();
  }

  private handOut(): void {
    if (this.poll && this.queue.length > 0) this.answerPoll(this.poll, this.queue.shift());
  }

  private answerPoll(response: ServerResponse, instruction: Instruction | undefined): void {
    if (this.poll === response) this.poll = undefined;
    if (instruction) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(instruction));
    else response.writeHead(204).end();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const report = JSON.parse(Buffer.concat(chunks).toString()) as Report;
    this.waiting.get(report.id)?.(report);
    this.waiting.delete(report.id);
    response.writeHead(204).end();
  }
}
