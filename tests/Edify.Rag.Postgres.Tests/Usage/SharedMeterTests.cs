using System.Diagnostics;
using System.Globalization;
using Edify.Rag.Postgres.Tests.Support;
using Edify.Rag.WorkerProcess;

namespace Edify.Rag.Postgres.Tests.Usage;

[Trait("Needs", "postgres")]
public sealed class SharedMeterTests
{
    private const int Each = 200;
    private const long Limit = 150;

    [Fact]
    public async Task Two_processes_with_two_hundred_charges_each_use_up_a_limit_exactly()
    {
        await using var schema = new TestSchema();
        using var one = Start(schema);
        using var other = Start(schema);
        Process[] processes = [one, other];
        foreach (var process in processes) Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        foreach (var process in processes) await process.StandardInput.WriteLineAsync("go");
        var allowed = 0;
        foreach (var process in processes)
        {
            allowed += int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
        }

        Assert.Equal(Limit, allowed);
        var meter = schema.Usage();
        var users = Enumerable.Range(0, 10).Select(i => UsageCharger.Counter with { Subject = UsageSubject.User, Name = $"user-{i}" });
        Assert.Equal([Limit], await meter.ReadAsync([UsageCharger.Counter]));
        Assert.Equal(Limit, (await meter.ReadAsync([.. users])).Sum());
    }

    private static Process Start(TestSchema schema) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", typeof(UsageCharger).Assembly.Location, UsageCharger.Verb, schema.Name, $"{Each}", $"{Limit}"])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { [SharedSchool.Server] = schema.ConnectionString },
    })!;
}
