import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Disclosure } from '../components/disclosure.tsx';
import { CommandForm, TextField } from '../components/field.tsx';

export function HoldForm({ partyId, formKey }: { partyId: string; formKey: string }) {
  return (
    <Disclosure label="Review the hold" intent="review-hold" subject={partyId}>
      <CommandForm intent="review-hold" subject={partyId} formKey={formKey}>
        <Choice
          name="outcome"
          legend="Decision"
          options={[
            { value: 'release', label: 'Release', hint: 'The account may trade as its standing allows.' },
            { value: 'keep', label: 'Keep it held' },
          ]}
        />
        <TextField name="why" label="Why" maxLength={1_000} />
        <div>
          <Button>Record the review</Button>
        </div>
      </CommandForm>
    </Disclosure>
  );
}
