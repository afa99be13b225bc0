using System.Globalization;
using System.Text;
using Edify.Rag.Generation.Text;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Prompts;

/// <summary>Writes the prompt from a template that the assembly carries; passages are delimited and declared to be data.</summary>
internal sealed class PromptBuilder : IPromptBuilder
{
    private static readonly PromptTemplate Template = PromptTemplate.Load("answer.v1");

    public Prompt Build(AnswerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["no_answer"] = AnswerProtocol.NoAnswer,
            ["passages"] = Render(context.Passages),
            ["question"] = Delimiters.Neutralize(context.Question),
        };
        var user = new ChatMessage(ChatRole.User, PromptTemplate.Render(Template.User, values));
        context.AttachTo(user);
        return new([new(ChatRole.System, PromptTemplate.Render(Template.System, values)), user], Template.Version);
    }

    private static string Render(IReadOnlyList<ContextPassage> passages)
    {
        if (passages.Count == 0) return "(none)";
        var text = new StringBuilder();
        foreach (var passage in passages)
        {
            if (text.Length > 0) text.Append("\n\n");
            text.Append(CultureInfo.InvariantCulture, $"<passage number=\"{passage.Number}\"");
            AppendAttribute(text, "document", passage.Chunk.Name);
            if (passage.Chunk.Page > 0) AppendAttribute(text, "page", passage.Chunk.Page.ToString(CultureInfo.InvariantCulture));
            AppendAttribute(text, "section", string.Join(" > ", passage.Headings()));
            text.Append(">\n");
            if (passage.Preface.Length > 0) text.Append(Delimiters.Neutralize(passage.Preface)).Append('\n');
            text.Append(Delimiters.Neutralize(passage.Window.Length > 0 ? passage.Window : passage.Text)).Append("\n</passage>");
        }

        return text.ToString();
    }

    private static void AppendAttribute(StringBuilder text, string name, string value)
    {
        if (value.Length > 0) text.Append(CultureInfo.InvariantCulture, $" {name}=\"{Delimiters.NeutralizeAttribute(value)}\"");
    }
}
