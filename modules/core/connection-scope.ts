import { type ITerraformDependable, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";

/** Whether two constructs are in one stack, and so in one state of Terraform. */
export function inSameStack(one: IConstruct, other: IConstruct): boolean {
  return TerraformStack.of(one) === TerraformStack.of(other);
}

/**
 * Where a resource is made that `asker` needs at `owner`, such as a rule of a listener: at the owner within one stack; else
 * in the asker's stack, below constructs with the ids of the owner's path. Stacks that are deployed apart stay apart so: what
 * one of them asks for changes no other.
 */
export function connectionScope(owner: Construct, asker: IConstruct): Construct {
  if (inSameStack(owner, asker)) {
    return owner;
  }
  const [stackId = "", ...ids] = owner.node.path.split("/");
  const stack = TerraformStack.of(asker);
  const id = `of-${stackId}`;
  const root = (stack.node.tryFindChild(id) as Counterpart | undefined) ?? new Counterpart(stack, id);
  return ids.reduce((scope, child) => scope.child(child), root);
}

/** Has the place of a construct of another stack. */
class Counterpart extends Construct {
  child(id: string): Counterpart {
    return (this.node.tryFindChild(id) as Counterpart | undefined) ?? new Counterpart(this, id);
  }
}

/**
 * What of `things` a resource of `scope` can name in its `dependsOn`. Terraform knows no order between resources of two
 * states: for those of other stacks, the stacks are put in order.
 */
export function dependableFrom(
  scope: IConstruct,
  things: readonly ITerraformDependable[],
): ITerraformDependable[] {
  const stack = TerraformStack.of(scope);
  return things.filter((thing) => {
    const other = Construct.isConstruct(thing) ? TerraformStack.of(thing) : stack;
    if (other !== stack) {
      stack.addDependency(other);
    }
    return other === stack;
  });
}
