using Edify.Rag.Cli.Composition;

namespace Edify.Rag.Cli.Chat;

/// <summary>What a conversation at the terminal has come to: who asks, where they look, and what was answered.</summary>
internal sealed class ChatSession(CliHost host, RagUser user)
{
    private readonly List<(Answer Answer, TimeSpan Elapsed)> _answers = [];

    public CliHost Host => host;

    public RagUser User => user;

    public string? ConversationId { get; set; }

    public int? Top { get; init; }

    public RetrievalMode? Mode { get; init; }

    /// <summary>Where to look, as the user named it; empty for everywhere that they may.</summary>
    public ChatScope Scope { get; set; } = ChatScope.Everywhere;

    public Answer? LastAnswer => _answers is [.., var last] ? last.Answer : null;

    public IReadOnlyList<(Answer Answer, TimeSpan Elapsed)> Answers => _answers;

    public async IAsyncEnumerable<AnswerUpdate> AskAsync(string text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = new Question(text, user) { ConversationId = ConversationId, Within = Scope.Filter, Top = Top };
        if (Mode is { } mode) question = question with { Mode = mode };
        var started = TimeProvider.System.GetTimestamp();
        await foreach (var update in host.Assistant.AskStreamingAsync(question, cancellationToken))
        {
            if (update is AnswerUpdate.Completed { Answer: var answer })
            {
                ConversationId = answer.ConversationId ?? ConversationId;
                _answers.Add((answer, TimeProvider.System.GetElapsedTime(started)));
            }

            yield return update;
        }
    }

    public IAsyncEnumerable<ResearchUpdate> ResearchAsync(string text, CancellationToken cancellationToken) =>
        host.Research.RunAsync(new(text, user) { Within = Scope.Filter }, cancellationToken);
}
