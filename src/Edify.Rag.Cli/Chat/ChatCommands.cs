using System.Globalization;

namespace Edify.Rag.Cli.Chat;

/// <summary>What can be typed besides questions.</summary>
internal sealed class ChatCommands
{
    private readonly ChatSession _session;
    private readonly ChatView _view;
    private readonly Dictionary<string, (string Usage, string Does, Func<string, CancellationToken, Task> Run)> _commands;

    public ChatCommands(ChatSession session, ChatView view)
    {
        (_session, _view) = (session, view);
        _commands = new(StringComparer.OrdinalIgnoreCase)
        {
            ["/help"] = ("/help", "what can be typed", (_, _) => Help()),
            ["/sources"] = ("/sources", "the passages that the last answer cites", (_, _) => Sources()),
            ["/scope"] = ("/scope [FIELD=VALUE… | all]", "where to look: subject, book, grade, year, module, category, name", (text, _) => Scope(text)),
            ["/feedback"] = ("/feedback 1-5 [TEXT]", "say what the last answer was worth", FeedbackAsync),
            ["/history"] = ("/history", "what was said in this conversation", (_, token) => HistoryAsync(token)),
            ["/new"] = ("/new", "begin another conversation", (_, _) => New()),
            ["/research"] = ("/research QUESTION", "work on a long question, and write a report", ResearchAsync),
            ["/stats"] = ("/stats", "what this session came to", (_, _) => Stats()),
            ["/clear-cache"] = ("/clear-cache", "forget answers that are kept for the same question", (_, token) => ClearAsync(token)),
            ["/quit"] = ("/quit", "end", (_, _) => Task.CompletedTask),
        };
    }

    /// <returns>Whether the session goes on.</returns>
    /// <exception cref="FormatException">There is no such command, or it is written otherwise.</exception>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var (name, rest) = space < 0 ? (line.Trim(), string.Empty) : (line[..space], line[space..].Trim());
        if (!_commands.TryGetValue(name, out var command)) throw new FormatException($"There is no command {name}; /help tells which there are.");
        await command.Run(rest, cancellationToken);
        return !name.Equals("/quit", StringComparison.OrdinalIgnoreCase);
    }

    private Task Help()
    {
        _view.Table(["command", "does"], _commands.Values.Select(c => (IReadOnlyList<string>)[c.Usage, c.Does]));
        return Task.CompletedTask;
    }

    private Task Sources()
    {
        var citations = _session.LastAnswer?.Citations ?? [];
        if (citations.Count == 0) _view.Line("The last answer cites nothing.");
        foreach (var citation in citations) _view.Line(ChatView.Source(citation));
        return Task.CompletedTask;
    }

    private Task Scope(string text)
    {
        if (text.Equals("all", StringComparison.OrdinalIgnoreCase)) _session.Scope = ChatScope.Everywhere;
        else if (text.Length > 0) _session.Scope = ChatScope.Parse(text);
        _view.Line($"Looking in: {_session.Scope}");
        return Task.CompletedTask;
    }

    private async Task FeedbackAsync(string text, CancellationToken cancellationToken)
    {
        if (_session is not { LastAnswer.TurnId: { } turn, ConversationId: { } conversation }) throw new FormatException("There is no answer yet to say something about.");
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rating) || rating is < 1 or > 5)
            throw new FormatException("Write it as /feedback 4 Short and right.");
        var feedback = new AnswerFeedback(rating, TimeProvider.System.GetUtcNow()) { Text = parts.Length > 1 ? parts[1] : string.Empty };
        _view.Line(await _session.Host.Conversations.RateAsync(_session.User, conversation, turn, feedback, cancellationToken) ? "Thank you." : "The answer is no longer kept.");
    }

    private async Task HistoryAsync(CancellationToken cancellationToken)
    {
        var turns = _session.ConversationId is { } id ? await _session.Host.Conversations.ReadAsync(_session.User, id, cancellationToken: cancellationToken) : [];
        if (turns.Count == 0) _view.Line("Nothing was said yet.");
        else _view.Line($"Conversation {_session.ConversationId}; go on with it by --conversation.");
        foreach (var turn in turns)
        {
            _view.Line($"> {turn.Question}");
            _view.Line(turn.Answer.Text + (turn.Feedback is { } feedback ? $" (rated {feedback.Rating})" : string.Empty));
        }
    }

    private Task New()
    {
        _session.ConversationId = null;
        _view.Line("A new conversation begins with the next question.");
        return Task.CompletedTask;
    }

    private async Task ResearchAsync(string text, CancellationToken cancellationToken)
    {
        if (text.Length == 0) throw new FormatException("Write it as /research What do the procedures say about fees?");
        await foreach (var update in _session.ResearchAsync(text, cancellationToken)) _view.Show(update);
    }

    private Task Stats()
    {
        var answers = _session.Answers;
        _view.Line(string.Create(CultureInfo.InvariantCulture, $"{answers.Count} questions; {answers.Count(a => a.Answer.Outcome == AnswerOutcome.NotFound)} without an answer, {answers.Count(a => a.Answer.Outcome == AnswerOutcome.Degraded)} degraded, {answers.Count(a => a.Answer.Trace.Cached)} from the cache."));
        if (answers.Count == 0) return Task.CompletedTask;
        var milliseconds = answers.Select(a => a.Elapsed.TotalMilliseconds).Order().ToList();
        _view.Line(string.Create(CultureInfo.InvariantCulture, $"Median {milliseconds[milliseconds.Count / 2]:N0} ms, longest {milliseconds[^1]:N0} ms."));
        var (input, output) = (answers.Sum(a => a.Answer.Trace.InputTokens ?? 0), answers.Sum(a => a.Answer.Trace.OutputTokens ?? 0));
        if (input + output > 0) _view.Line(string.Create(CultureInfo.InvariantCulture, $"{input:N0} tokens sent, {output:N0} written, cost {answers.Sum(a => a.Answer.Trace.Cost ?? 0):0.####}."));
        return Task.CompletedTask;
    }

    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _session.Host.AnswerCache.ClearAsync(_session.User.Tenant, cancellationToken);
        _view.Line("All answers that were kept are forgotten.");
    }
}
