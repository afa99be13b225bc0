using System.CommandLine;
using Edify.Rag.Cli.Output;

namespace Edify.Rag.Cli.Commands;

/// <summary>Says who sees a document or a folder, in effect with the next query.</summary>
internal static class AccessCommand
{
    private const string TargetText = "A document's name, as search shows it, or a folder's with '/' at its end.";

    public static Command Create() => new("access", "Say who sees documents, in place of what their files say. Nothing is read or embedded anew.") { Set(), Clear(), Show(), Reapply() };

    private static Command Set()
    {
        var common = new CommonOptions();
        var target = new Argument<string>("target") { Description = TargetText };
        var allow = new Option<string[]>("--allow") { Description = "Who alone sees it, instead of whom the roles admit, such as role:teacher, user:anna, class:7b, grade:7; may be repeated.", HelpName = "P" };
        var deny = new Option<string[]>("--deny") { Description = "Who does not see it, whatever else admits them; may be repeated.", HelpName = "P" };
        var closed = new Option<bool>("--closed") { Description = "Administrators alone see it." };
        var command = new Command("set", "Set the rule of a document or a folder. Without options the roles decide, whatever its file says.") { target, allow, deny, closed };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (allowed, arguments) = (context.Arguments.GetValue(allow) ?? [], context.Arguments);
            if (arguments.GetValue(closed) && allowed.Length > 0) throw new ArgumentException("--closed and --allow exclude each other.");
            var access = DocumentAccess.Create(arguments.GetValue(closed) ? [] : allowed.Length > 0 ? allowed : null, arguments.GetValue(deny));
            var rule = new AccessRule(arguments.GetRequiredValue(target), access);
            var documents = await context.Host.AccessRules.SetAsync(context.Host.Options.Tenant, rule, cancellationToken);
            context.Console.Print(new(Shown(rule), documents), json => json.AccessChangeResult, Tell);
            return 0;
        });
        return command;
    }

    private static Command Clear()
    {
        var common = new CommonOptions();
        var target = new Argument<string>("target") { Description = TargetText };
        var command = new Command("clear", "Take a rule back: its documents get the access of the next folder's rule, or of their own files.") { target };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var name = context.Arguments.GetRequiredValue(target);
            if (await context.Host.AccessRules.ClearAsync(context.Host.Options.Tenant, name, cancellationToken) is not { } documents)
                throw new ArgumentException($"There is no rule for '{name}'. edify-rag access show lists them.");
            context.Console.Print(new(null, documents), json => json.AccessChangeResult, Tell);
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var common = new CommonOptions();
        var name = new Argument<string?>("name") { Description = "A document, to show the rule that applies to it; left out, all rules.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("show", "Show the rules.") { name };
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var (rules, tenant) = (context.Host.AccessRules, context.Host.Options.Tenant);
            var found = context.Arguments.GetValue(name) is { } document
                ? await FindAsync(rules, tenant, document, cancellationToken)
                : await rules.ListAsync(tenant, cancellationToken);
            context.Console.Print(
                new([.. found.Select(Shown)]),
                json => json.AccessRulesResult,
                result => CommandConsole.Table(["target", "allow", "deny"], result.Rules.Select(r => (IReadOnlyList<string>)[r.Target, r.Allow is null ? "by roles" : string.Join(", ", r.Allow), string.Join(", ", r.Deny)])));
            return 0;
        });
        return command;
    }

    private static Command Reapply()
    {
        var common = new CommonOptions();
        var command = new Command("reapply", "Bring all documents to what the rules say: after a change that failed, or a store that was restored.");
        common.AddTo(command);
        command.SetAction(common, async (context, cancellationToken) =>
        {
            var documents = await context.Host.AccessRules.ReapplyAsync(context.Host.Options.Tenant, cancellationToken);
            context.Console.Print(new(null, documents), json => json.AccessChangeResult, Tell);
            return 0;
        });
        return command;
    }

    private static async Task<IReadOnlyList<AccessRule>> FindAsync(IAccessRules rules, string tenant, string document, CancellationToken cancellationToken) =>
        await rules.FindAsync(tenant, document, cancellationToken) is { } rule ? [rule] : [];

    private static void Tell(AccessChangeResult result) => Console.Out.WriteLine($"{result.Documents} documents have another access now.");

    private static ShownRule Shown(AccessRule rule) => new(rule.Target, rule.Access.Allow, rule.Access.Deny);
}
