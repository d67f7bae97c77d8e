import { Count, RelativeTime } from '../components/amounts.tsx';
import { Badge, words } from '../components/badge.tsx';
import { Button } from '../components/button.tsx';
import { Boxes } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, Select, TextField } from '../components/field.tsx';
import { TextLink } from '../components/text-link.tsx';
import { type Colleague, languageName, STAFF_ROLES, WORK_LANGUAGES } from './team-models.ts';

interface PeopleProps {
  readonly staff: readonly Colleague[];
  readonly skills: Readonly<Record<string, string>>;
  readonly formKey: string;
}

export function People({ staff, skills, formKey }: PeopleProps) {
  return (
    <ul className="divide-y divide-line">
      {staff.map((colleague) => (
        <li key={colleague.partyId} className="grid gap-3 px-4 py-4 lg:grid-cols-[1fr_minmax(20rem,1.2fr)]">
          <Desk colleague={colleague} skills={skills} />
          <div className="grid content-start gap-2">
            <SkillsForm colleague={colleague} skills={skills} formKey={formKey} />
            <RoleForms colleague={colleague} formKey={formKey} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Desk({ colleague, skills }: { colleague: Colleague } & Pick<PeopleProps, 'skills'>) {
  const { partyId, name, roles, invitedUntil, assigned, overdue, closed } = colleague;
  return (
    <div className="grid content-start gap-1.5 text-sm">
      <p className="flex flex-wrap items-center gap-2">
        <span className="text-base font-medium">{name}</span>
        {roles.map((role) => (
          <Badge key={role}>{words(role)}</Badge>
        ))}
        {invitedUntil !== null && (
          <Badge tone="info">
            Invited, ends&nbsp;
            <RelativeTime at={invitedUntil} />
          </Badge>
        )}
      </p>
      <p className="text-muted">
        <TextLink to={`/ops?assignee=${partyId}`}>
          <Count of={assigned} /> {assigned === 1 ? 'case' : 'cases'} on the desk
        </TextLink>
        , <Count of={overdue} /> overdue, <Count of={closed} /> closed
      </p>
      <p className="text-muted">
        {colleague.skills.length === 0
          ? 'No skills named'
          : colleague.skills.map((s) => skills[s] ?? s).join(', ')}
        {colleague.languages.length > 0 && `; ${colleague.languages.map(languageName).join(', ')}`}
      </p>
    </div>
  );
}

function SkillsForm({ colleague, skills, formKey }: { colleague: Colleague } & Omit<PeopleProps, 'staff'>) {
  return (
    <Disclosure label="Skills and languages" intent="skills" subject={colleague.partyId}>
      <CommandForm intent="skills" subject={colleague.partyId} formKey={formKey}>
        <Boxes
          name="skills"
          legend="Skills"
          dense
          chosen={colleague.skills}
          options={Object.entries(skills).map(([value, label]) => ({ value, label }))}
        />
        <Boxes
          name="languages"
          legend="Languages"
          dense
          chosen={colleague.languages}
          options={WORK_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
        />
        <div>
          <Button>Keep</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}

function RoleForms({ colleague, formKey }: { colleague: Colleague; formKey: string }) {
  const { partyId, roles } = colleague;
  const options = (named: readonly string[]) => named.map((value) => ({ value, label: words(value) }));
  const others = STAFF_ROLES.filter((role) => !roles.includes(role));
  return (
    <Disclosure label="Roles" intent="grant" subject={partyId}>
      <div className="grid gap-4 sm:grid-cols-2">
        {others.length > 0 && (
          <CommandForm intent="grant" subject={partyId} formKey={formKey}>
            <Select name="role" label="Grant" options={options(others)} />
            <div>
              <Button>Grant</Button>
            </div>
          </CommandForm>
        )}
        {roles.length > 0 && (
          <CommandForm intent="revoke" subject={partyId} formKey={formKey}>
            <Select name="role" label="Take away" options={options(roles)} />
            <div>
              <Button>Take away</Button>
            </div>
          </CommandForm>
        )}
      </div>
    </Disclosure>
  );
}

export function InviteForm({ formKey }: { formKey: string }) {
  return (
    <CommandForm intent="invite" formKey={formKey} className="grid gap-4 sm:grid-cols-2">
      <TextField name="name" label="Name" autoComplete="off" maxLength={100} />
      <TextField name="mail" label="E-mail" type="email" autoComplete="off" />
      <TextField name="country" label="Country" hint="Two letters, such as PT" maxLength={2} />
      <Select
        name="language"
        label="Language"
        options={WORK_LANGUAGES.map((value) => ({ value, label: languageName(value) }))}
      />
      <div className="sm:col-span-2">
        <Boxes
          name="roles"
          legend="Roles"
          dense
          options={STAFF_ROLES.map((value) => ({ value, label: words(value) }))}
        />
      </div>
      <div>
        <Button>Invite</Button>
      </div>
    </CommandForm>
  );
}
