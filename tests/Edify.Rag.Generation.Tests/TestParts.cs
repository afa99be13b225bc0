using Edify.Rag.Generation.Citations;
using Edify.Rag.Generation.Context;
using Edify.Rag.Generation.Prompts;
using Edify.Rag.Generation.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Generation.Tests;

/// <summary>Makes the parts of a pipeline as its verbs do.</summary>
internal static class TestParts
{
    public static PromptLibrary Library() => new(NullLogger<PromptLibrary>.Instance);

    public static ContextBuilder Context(ContextOptions? options = null, ITextTokenizer? tokenizer = null)
    {
        options ??= new();
        return new(() => options, new TokenCounter(() => tokenizer));
    }

    public static PromptBuilder Prompts(PromptOptions? options = null, PromptLibrary? library = null, ContextOptions? context = null)
    {
        options ??= new();
        context ??= new();
        return new(() => options, library ?? Library(), new HistoryWindow(() => context, new TokenCounter(() => null)));
    }

    public static CitationVerifier Verifier(SupportCheck check = SupportCheck.Rules, IChatClient? model = null, Action<CitationOptions>? configure = null)
    {
        var options = new CitationOptions { Check = check };
        configure?.Invoke(options);
        return new(() => options, new ModelGrader(
            () => model ?? throw new InvalidOperationException("There is no model."), () => new(), Library(), TimeProvider.System, NullLogger<ModelGrader>.Instance));
    }

    /// <summary>Checks an answer; nothing in the check waits unless a model grades.</summary>
    public static VerifiedAnswer Check(this CitationVerifier verifier, string text, AnswerContext context) =>
        verifier.VerifyAsync(text, context, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>The context that a verified answer's numbers belong to: what it cites, numbered as it cites it, then the rest.</summary>
    public static AnswerContext Renumbered(this AnswerContext context, VerifiedAnswer verified)
    {
        var cited = verified.Citations.Select(c => context.Passages.First(p => p.Chunk.Record.Id == c.ChunkId)).ToList();
        return context with { Passages = [.. cited.Concat(context.Passages.Except(cited)).Select((p, i) => p with { Number = i + 1 })] };
    }
}
