import { Button } from '../../components/button.tsx';
import { Disclosure } from '../../components/disclosure.tsx';
import { CommandForm, Select, TextArea, TextField } from '../../components/field.tsx';
import { Panel } from '../../components/panel.tsx';
import type { Customer } from './models.ts';

const REASONS = [
  { value: 'defective', label: 'Defective' },
  { value: 'not-as-described', label: 'Not as described' },
  { value: 'damaged', label: 'Damaged on the way' },
  { value: 'wrong-item', label: 'The wrong article' },
  { value: 'missing-part', label: 'A part is missing' },
  { value: 'unsafe', label: 'Dangerous' },
  { value: 'changed-mind', label: 'Changed their mind' },
] as const;

const WANTED = [
  { value: 'return', label: 'Money after the goods are back' },
  { value: 'refund', label: 'Money, the goods stay' },
  { value: 'exchange', label: 'The same article again' },
  { value: 'repair', label: 'Repair' },
  { value: 'part', label: 'The missing part' },
] as const;

/** Opens a return for whoever asked, of the order that the question names. */
export function ReturnForm({ order, formKey }: { order: Customer['orders'][number]; formKey: string }) {
  return (
    <Panel title="Return" hint="For the customer, who hears of it at once, as the seller does.">
      <Disclosure label="Open a return from this ticket" intent="open-return">
        <CommandForm intent="open-return" formKey={formKey}>
          <Select
            name="line"
            label="Goods"
            options={order.goods.map((title, i) => ({ value: String(i), label: title }))}
          />
          <TextField name="quantity" label="Pieces" inputMode="numeric" defaultValue="1" />
          <Select name="reason" label="Reason" options={REASONS} />
          <Select name="wanted" label="The customer wants" options={WANTED} />
          <TextArea name="text" label="What the customer told" hint="Both sides read it." maxLength={5_000} />
          <div>
            <Button>Open the return</Button>
          </div>
        </CommandForm>
      </Disclosure>
    </Panel>
  );
}
