using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.AuditWriter;

/// <summary>What the process does to a state directory until it is killed.</summary>
public static class AuditScript
{
    public const byte KeyByte = 7;

    public const string Tenant = "greenfield";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static string Key => Convert.ToBase64String(Enumerable.Repeat(KeyByte, 32).ToArray());

    /// <summary>The pipeline over a state directory, and over a folder of documents where there is one.</summary>
    public static ServiceProvider Open(string state, string? content = null, Action<IRagBuilder>? configure = null) => new ServiceCollection().AddEdifyRag(rag =>
    {
        rag.UseAccessPolicy(_ => new HeadSeesAll()).UseStateDirectory(state).WithEmbeddingCache().UseAnswerCache().WithAudit(o => (o.Key, o.KeepQuestions) = (Key, true));
        if (content is not null) rag.UseFolder(o => o.Path = content);
        configure?.Invoke(rag);
    }).BuildServiceProvider();

    /// <summary>Everybody sees what is their own and what is the school's; the head sees all.</summary>
    private sealed class HeadSeesAll : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => new(AccessScope.For(
            user, user.Roles.Contains("admin") ? VectorFilter.All : VectorFilter.Equal(RagFields.Owner, user.Id) | VectorFilter.Equal(RagFields.Module, RagModules.General)));
    }

    /// <summary>Appends from several threads without end, and says each record once it is acknowledged.</summary>
    public static Task AppendAsync(IAuditLog log, string run) => Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
    {
        for (var i = 0; ; i++)
        {
            var record = await log.AppendAsync(new(Noon, Tenant, $"{run}-{thread}-{i}", "ask") { Text = "a question", KeepsText = i % 3 == 0 });
            lock (Console.Out) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{record.Number} {record.Hash}"));
        }
    })));
}
