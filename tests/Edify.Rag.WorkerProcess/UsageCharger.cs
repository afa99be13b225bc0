using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.WorkerProcess;

/// <summary>Charges one counter as often and as fast as a process can, as one of several machines that share a meter.</summary>
public static class UsageCharger
{
    /// <summary>The first argument that asks for this; behind it the schema, how often, and the limit.</summary>
    public const string Verb = "charge";

    public static UsageCounter Counter { get; } = new(SharedSchool.Tenant, UsageSubject.Tenant, string.Empty, UsageKind.Messages, UsagePeriod.Day, new(2026, 3, 29));

    /// <summary>Says that it is ready, waits for a line, charges, and tells how many charges were allowed.</summary>
    public static async Task RunAsync(string schema, int count, long limit)
    {
        var server = Environment.GetEnvironmentVariable(SharedSchool.Server)!;
        await using var services = new ServiceCollection()
            .AddEdifyRag(rag => rag.UsePostgresState(o => (o.ConnectionString, o.Schema) = (server, schema)))
            .BuildServiceProvider();
        var meter = services.GetRag<IUsageMeter>();
        await meter.ReadAsync([Counter]);
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        var decisions = await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(async () =>
            await meter.ChargeAsync([new(Counter, 1) { Limit = limit }, new(Counter with { Subject = UsageSubject.User, Name = $"user-{i % 10}" }, 1)]))));
        await Console.Out.WriteLineAsync(decisions.Count(decision => decision.Allowed).ToString(CultureInfo.InvariantCulture));
    }
}
