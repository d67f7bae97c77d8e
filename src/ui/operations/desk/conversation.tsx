import { DateTime } from '../../components/amounts.tsx';
import type { DeskTicket } from './models.ts';

/** The oldest first, the desk on the right. Who wrote is said in words too. */
export function Conversation({ ticket }: { ticket: DeskTicket }) {
  return (
    <ol className="grid gap-3">
      {ticket.conversation.map((message) => {
        const own = message.from === 'agent';
        const look = own
          ? 'justify-self-end rounded-ee-sm bg-accent-soft'
          : 'justify-self-start rounded-es-sm border border-line bg-surface';
        return (
          <li
            key={message.messageId}
            className={`max-w-[92%] rounded-2xl px-4 py-2.5 text-sm sm:max-w-[80%] ${look}`}
          >
            <p className="mb-0.5 text-xs text-muted">
              {message.by?.name ?? (own ? 'The desk' : 'Customer')} · <DateTime at={message.at} />
              {message.channel === 'mail' && ' · by mail'}
            </p>
            <p className="break-words whitespace-pre-line">
              {message.text ?? <span className="text-muted">This text was erased.</span>}
            </p>
            <Files ticketId={ticket.ticketId} message={message} />
          </li>
        );
      })}
    </ol>
  );
}

interface FilesProps {
  readonly ticketId: string;
  readonly message: DeskTicket['conversation'][number];
}

function Files({ ticketId, message: { files, dropped } }: FilesProps) {
  if (files.length === 0 && dropped.length === 0) return null;
  return (
    <ul className="mt-2 grid gap-1 text-xs">
      {files.map((file, i) => (
        <li key={file.sha256}>
          <a
            href={`/api/v1/desk/tickets/${ticketId}/files/${file.sha256}`}
            className="text-accent underline underline-offset-4"
          >
            File {i + 1}: {file.mime}, {Math.ceil(file.bytes / 1024)} KB
          </a>
        </li>
      ))}
      {dropped.map((what) => (
        <li key={what} className="text-muted">
          Not kept: {what}
        </li>
      ))}
    </ul>
  );
}

export function Notes({ ticket: { notes } }: { ticket: DeskTicket }) {
  if (notes.length === 0) return null;
  return (
    <ul className="mb-4 grid gap-3">
      {notes.map((note) => (
        <li key={note.at} className="rounded-lg border border-warn/25 bg-warn-soft px-3 py-2 text-sm">
          <p className="text-xs text-muted">
            {note.by.name} · <DateTime at={note.at} />
          </p>
          <p className="whitespace-pre-line">{note.text ?? 'Erased.'}</p>
        </li>
      ))}
    </ul>
  );
}
