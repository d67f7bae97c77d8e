import { useTranslations } from 'use-intl';

import { DateTime } from './amounts.tsx';
import { type NoticeHome, OtherNotice, useNoticeTitle } from './notice-body.tsx';
import { type Statement, StatementText } from './notice-statement.tsx';
import { PageHead, Panel } from './panel.tsx';

export interface NoticePage {
  readonly id: string;
  readonly at: number;
  readonly kind: string;
  readonly caseId: string | null;
  readonly readAt: number | null;
  /** What the person who decided wrote. */
  readonly words: string | null;
  readonly body: { readonly kind: string } & Readonly<Record<string, unknown>>;
}

interface NoticeTextProps {
  readonly notice: NoticePage;
  readonly area?: string;
  readonly above?: React.ReactNode;
  /** Where the reader's own cases and plans are; absent for staff, who read somebody else's notice. */
  readonly home?: NoticeHome;
  /** What the reader may do about it. */
  readonly children?: React.ReactNode;
}

/** What the platform told somebody, in full and in the language of the page. */
export function NoticeText({ notice, area, above, home, children }: NoticeTextProps) {
  const t = useTranslations('notices');
  const title = useNoticeTitle();
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-6">
      <PageHead title={title(notice)} {...(area === undefined ? {} : { area })} above={above}>
        <DateTime at={notice.at} />
      </PageHead>
      {notice.body.kind === 'statement-of-reasons' ? (
        <StatementText statement={notice.body as unknown as Statement} />
      ) : (
        <OtherNotice body={notice.body} home={home} />
      )}
      {notice.words && (
        <Panel title={t('words')}>
          <p className="text-sm whitespace-pre-line">{notice.words}</p>
        </Panel>
      )}
      {children}
    </div>
  );
}
