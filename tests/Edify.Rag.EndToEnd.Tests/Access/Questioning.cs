namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>Asks the product as one user, by one of the ways there are, and holds what comes against the oracle.</summary>
internal sealed class Questioning(School school, World before, World after, CancellationToken cancellationToken)
{
    private static readonly RetrievalMode?[] Modes = [null, RetrievalMode.Lexical, RetrievalMode.Hybrid, RetrievalMode.Vector];

    /// <returns>What was wrong.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(Random random)
    {
        var user = before.Users.Values.ElementAt(random.Next(before.Users.Count));
        var document = before.Documents.Values.ElementAt(random.Next(before.Documents.Count));
        var findings = new Findings(before, after, user);
        Func<Task> ask = random.Next(100) switch
        {
            < 35 => () => AskWholeAsync(findings, user.ToRagUser(), document, random),
            < 45 => () => AskStreamingAsync(findings, user.ToRagUser(), document, random),
            < 65 => () => SearchAsync(findings, user.ToRagUser(), document, random),
            < 73 => () => ListAsync(findings, user.ToRagUser(), random),
            < 80 => () => BrowseAsync(findings, user.ToRagUser(), document, random),
            < 88 => () => FindAsync(findings, user.ToRagUser(), document),
            < 95 => () => OpenAsync(findings, user.ToRagUser(), document),
            _ => () => CountAsync(findings, user.ToRagUser()),
        };
        await ask();
        return findings.Wrong;
    }

    private async Task AskWholeAsync(Findings findings, RagUser user, WorldDocument document, Random random)
    {
        var answer = await school.Assistant.AskAsync(QuestionAbout(document, user, random), cancellationToken);
        Check(findings, answer, document, "a question");
    }

    private async Task AskStreamingAsync(Findings findings, RagUser user, WorldDocument document, Random random)
    {
        await foreach (var update in school.Assistant.AskStreamingAsync(QuestionAbout(document, user, random), cancellationToken))
        {
            if (update is AnswerUpdate.Sources sources) Check(findings, sources.Citations, "the sources of a stream");
            if (update is AnswerUpdate.Text text) findings.Read(text.Delta, "a stream");
            if (update is AnswerUpdate.Completed completed) Check(findings, completed.Answer, document, "a stream");
        }
    }

    private static Question QuestionAbout(WorldDocument document, RagUser user, Random random) =>
        new($"On which shelf is {document.Key}?", user) { IsKept = false, Mode = Modes[random.Next(2)] };

    private static void Check(Findings findings, Answer answer, WorldDocument document, string way)
    {
        findings.Read(answer.Text, way);
        Check(findings, answer.Citations, way);
        findings.Check(answer.Outcome is AnswerOutcome.Answered or AnswerOutcome.NotFound or AnswerOutcome.Refused, $"an answer is {answer.Outcome}: {string.Join("; ", answer.Trace.Degraded)}");
        findings.Asked(document.Name, answer.Citations.Any(c => c.DocumentName == document.Name), way);
    }

    private static void Check(Findings findings, IEnumerable<Citation> citations, string way)
    {
        foreach (var citation in citations)
        {
            findings.Shown(citation.DocumentName, way);
            findings.Read(citation.Excerpt, way);
        }
    }

    private async Task SearchAsync(Findings findings, RagUser user, WorldDocument document, Random random)
    {
        var scope = await school.Policy.ResolveAsync(user, cancellationToken);
        var mode = Modes[1 + random.Next(3)]!.Value;
        var found = await school.Retriever.RetrieveAsync(new(document.Key) { Top = 100, Mode = mode }, scope, cancellationToken);
        foreach (var chunk in found.Chunks)
        {
            findings.Shown(chunk.Name, $"a search ({mode})");
            findings.Read(chunk.Record.Text, $"a search ({mode})");
        }

        findings.Asked(document.Name, found.Chunks.Any(c => c.Name == document.Name), $"a search ({mode})");
    }

    private async Task ListAsync(Findings findings, RagUser user, Random random)
    {
        var (names, cursor, size) = (new List<string>(), (string?)null, random.Next(1, 40));
        do
        {
            var page = await school.Library.ListAsync(user, new() { IsFlat = true, Size = size, Cursor = cursor }, cancellationToken);
            names.AddRange(page.Documents.Select(d => d.Name));
            cursor = page.Next;
        }
        while (cursor is not null);
        findings.Listed(names, _ => true, "a list");
    }

    private async Task BrowseAsync(Findings findings, RagUser user, WorldDocument document, Random random)
    {
        var parts = document.Name.Split('/');
        var folder = string.Join('/', parts.Take(random.Next(parts.Length)));
        var prefix = folder.Length == 0 ? string.Empty : folder + "/";
        var page = await school.Library.ListAsync(user, new() { Folder = folder, Size = LibraryQuery.MaxSize }, cancellationToken);
        findings.Listed([.. page.Documents.Select(d => d.Name)], d => d.Name.StartsWith(prefix, StringComparison.Ordinal) && !d.Name[prefix.Length..].Contains('/', StringComparison.Ordinal), "a folder");
        foreach (var below in page.Folders)
            findings.Check(before.Documents.Keys.Concat(after.Documents.Keys).Any(n => n.StartsWith(below, StringComparison.Ordinal) && findings.MaySee(n)), $"LEAK: is shown the folder '{below}'");
        foreach (var seen in after.SeenBy(after.Users[user.Id]).Where(d => before.Users[user.Id] == after.Users[user.Id] && before == after && d.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var slash = seen.Name.IndexOf('/', prefix.Length);
            if (slash > 0) findings.Check(page.Folders.Contains(seen.Name[..(slash + 1)]), $"DENIED: is not shown the folder of '{seen.Name}'");
        }
    }

    private async Task FindAsync(Findings findings, RagUser user, WorldDocument document)
    {
        var found = await school.Library.FindAsync(user, School.IdOf(document), cancellationToken);
        findings.Asked(document.Name, found is not null, "its identifier");
        if (found is not null) findings.Check(found.Name == document.Name, $"the identifier of '{document.Name}' gives '{found.Name}'");
    }

    private async Task OpenAsync(Findings findings, RagUser user, WorldDocument document)
    {
        try
        {
            await using var content = await school.Library.OpenAsync(user, School.IdOf(document), cancellationToken: cancellationToken);
            findings.Asked(document.Name, content is not null, "a download");
            if (content is null) return;
            using var reader = new StreamReader(content.Stream);
            findings.Read(await reader.ReadToEndAsync(cancellationToken), "a download");
        }
        catch (BlobStoreException) when (before.Documents.GetValueOrDefault(document.Name) != after.Documents.GetValueOrDefault(document.Name))
        {
            // It is being replaced at this moment, and says so.
        }
    }

    private async Task CountAsync(Findings findings, RagUser user)
    {
        var scope = await school.Policy.ResolveAsync(user, cancellationToken);
        findings.Counted(await school.Store.CountAsync("documents", scope, cancellationToken: cancellationToken), "a count");
    }
}
