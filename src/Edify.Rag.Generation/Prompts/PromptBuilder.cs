using Edify.Rag.Generation.Context;
using Edify.Rag.Generation.Prompts.Language;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Prompts;

/// <summary>Writes the prompt from a template; passages are delimited and declared to be data.</summary>
/// <param name="options">The settings that hold now.</param>
/// <param name="library">Finds templates.</param>
/// <param name="history">Cuts what was said before to its share of the budget.</param>
internal sealed class PromptBuilder(Func<PromptOptions> options, PromptLibrary library, HistoryWindow history) : IPromptBuilder
{
    public Prompt Build(AnswerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = options();
        var name = PromptChoice.For(context.Reader, settings);
        var (template, problem) = library.Get(settings.Folder, name, ShippedPrompts.Answer, ShippedPrompts.AnswerNames);
        var band = AgeBand.Of(context.Reader, settings.PupilRoles);
        var said = history.Fit(context.History);
        var values = PromptValues.Of(context, band, settings.SuspiciousText, hasHistory: said.Count > 0);

        if (!TryRender(template, values, out var system, out var text, out var tooLong))
        {
            problem ??= tooLong;
            template = ShippedPrompts.Get(ShippedPrompts.Answer);
            (system, text) = (template.RenderSystem(values), template.RenderUser(values));
        }

        var user = new ChatMessage(ChatRole.User, text);
        context.AttachTo(user);
        return new([new(ChatRole.System, system), .. said, user], VersionOf(template, band)) { Flags = Flags(context, problem) };
    }

    /// <summary>The version that a prompt for this reader has, without writing it: a question that is answered from a cache needs no more.</summary>
    public string VariantOf(AnswerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var settings = options();
        var name = PromptChoice.For(context.Reader, settings);
        return VersionOf(library.Get(settings.Folder, name, ShippedPrompts.Answer, ShippedPrompts.AnswerNames).Template, AgeBand.Of(context.Reader, settings.PupilRoles));
    }

    private static string VersionOf(PromptTemplate template, AgeBand band) => $"{template.Version}/{band.Name}{band.Grade}";

    // Only loops within loops make a text too long; a template that has them serves a question with fewer passages all the same.
    private static bool TryRender(PromptTemplate template, TemplateValues values, out string system, out string user, out string? problem)
    {
        (system, user, problem) = (string.Empty, string.Empty, null);
        try
        {
            (system, user) = (template.RenderSystem(values), template.RenderUser(values));
            return true;
        }
        catch (RagConfigurationException e)
        {
            problem = e.Message;
            return false;
        }
    }

    private static List<string> Flags(AnswerContext context, string? problem)
    {
        var flags = context.Passages.Where(p => p.Suspicions.Count > 0)
            .Select(p => $"passage {p.Number} gives orders to a model ({string.Join(", ", p.Suspicions)})").ToList();
        if (Safety.Injection.Find(context.Question) is { Count: > 0 } kinds) flags.Add($"the question gives orders to a model ({string.Join(", ", kinds)})");
        if (problem is not null) flags.Add($"the prompt's file is not used: {problem}");
        return flags;
    }
}
