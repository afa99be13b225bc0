using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Caching;

public sealed class CacheIsolationTests
{
    private const int Pairs = 10_000;
    private static readonly string[] Tenants = ["greenfield", "riverside"];
    private static readonly string[] Grades = ["4", "5", "6"];

    /// <summary>Each document holds a word that nobody sees but who may read it; each answer is held against the words that its asker may see.</summary>
    [Fact]
    public async Task Of_ten_thousand_random_pairs_of_users_and_questions_no_answer_crosses_a_scope()
    {
        var random = new Random(20_261_122);
        var model = new WatchedChatClient(messages => string.Join(' ', AnswerContext.Find(messages)!.Passages.Select(p => $"{p.Text} [{p.Number}]")));
        await using var school = new SmallSchool(rag => rag.UseChat(_ => model).UseAnswerCache(o => (o.Semantic, o.SimilarityThreshold) = (true, 0.5)).ConfigureConversations(o => o.Enabled = false)
            .UseSchoolRoles(WithoutOwnFiles));
        foreach (var grade in Grades)
            await school.PutAsync($"Knowledge Bank/kb/2025/Grade {grade}/Science/water.txt", $"The secret word about water is Word-{grade}-kb.");
        await school.PutAsync("SOP/fees/late.txt", "The secret word about water is Word-sop.");
        var documents = new Dictionary<string, HashSet<Guid>>(StringComparer.Ordinal);
        foreach (var tenant in Tenants)
        {
            await school.Pipeline.RunAsync(new(tenant));
            var records = await school.Store.ScanAsync("documents", AccessScope.ForSystem(tenant, "test")).ToListAsync();
            documents[tenant] = [.. records.Select(r => Guid.Parse(r.Fields[RagFields.Document].AsText()))];
        }


        string[] questions = ["What is the secret word about water?", "Please tell me the secret word about water", "secret word about water", "Which secret word is about water?"];
        var (cached, seen) = (0, 0);
        var asked = Enumerable.Range(0, Pairs).Select(_ => (User: NewUser(random), Question: questions[random.Next(questions.Length)])).ToList();
        await Parallel.ForEachAsync(asked, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (pair, token) =>
        {
            var answer = await school.Assistant.AskAsync(new(pair.Question, pair.User), token);
            var allowed = Allowed(pair.User);
            foreach (var word in (string[])[.. Grades.Select(g => $"Word-{g}-kb"), "Word-sop"])
            {
                var isShown = answer.Text.Contains(word, StringComparison.Ordinal) || answer.Citations.Any(c => c.Excerpt.Contains(word, StringComparison.Ordinal));
                Assert.True(!isShown || allowed.Contains(word), $"{pair.User.Id} of {pair.User.Tenant} saw {word}.");
                if (isShown) Interlocked.Increment(ref seen);
            }

            Assert.All(answer.Citations, c => Assert.Contains(c.DocumentId, documents[pair.User.Tenant]));
            if (answer.Trace.Cached) Interlocked.Increment(ref cached);
        });

        // Otherwise it would have shown nothing.
        Assert.InRange(cached, Pairs / 2, Pairs);
        Assert.InRange(seen, Pairs / 2, int.MaxValue);
    }

    // With them, or with documents that name single users, every user has a scope of their own, and hardly an answer would be shared.
    private static void WithoutOwnFiles(SchoolRolesOptions options)
    {
        options.UserLists = false;
        options.Roles["admin"] = new() { Modules = { RagModules.Sop, RagModules.KnowledgeBank, RagModules.General } };
        options.Roles["teacher"] = new() { Modules = { RagModules.KnowledgeBank, RagModules.General } };
        options.Roles["student"] = new() { Modules = { RagModules.KnowledgeBank }, OwnGradesOnly = true };
    }

    private static RagUser NewUser(Random random)
    {
        var tenant = random.Next(20) == 0 ? "elsewhere" : Tenants[random.Next(2)];
        var role = (string[])["student", "teacher", "admin", "visitor"];
        var grades = Grades.Where(_ => random.Next(2) == 0).ToArray();
        return new($"user-{random.Next(500)}", tenant) { Roles = [role[random.Next(role.Length)]], Grades = grades };
    }

    // The rule in words: pupils read their own grades, teachers all grades or their own, admins everything, visitors nothing.
    private static HashSet<string> Allowed(RagUser user)
    {
        if (!Tenants.Contains(user.Tenant)) return [];
        return user.Roles.Single() switch
        {
            "admin" => [.. Grades.Select(g => $"Word-{g}-kb"), "Word-sop"],
            "teacher" => [.. Grades.Select(g => $"Word-{g}-kb")],
            "student" => [.. user.Grades.Select(g => $"Word-{g}-kb")],
            _ => [],
        };
    }
}
