using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Edify.Rag.WorkerProcess;

/// <summary>Worker processes over one school, and what has come of their work: for tests and measurements.</summary>
public sealed class WorkerScenario : IAsyncDisposable
{
    private readonly List<Process> _running = [];
    private readonly ServiceProvider _services;
    private readonly NpgsqlDataSource _database;

    private WorkerScenario(SharedSchool school) =>
        (School, _services, _database) = (school, school.Services(), NpgsqlDataSource.Create(school.ConnectionString));

    public SharedSchool School { get; }

    public IVectorStore Store => _services.GetRag<IVectorStore>();

    public IJobQueue Queue => _services.GetRag<IJobQueue>();

    public IReadOnlyList<Process> Running => _running;

    /// <summary>Prepares the schema, with a table that counts every commit of a document.</summary>
    public static async Task<WorkerScenario> CreateAsync(SharedSchool school)
    {
        var scenario = new WorkerScenario(school);
        await scenario.Queue.CountAsync();
        await scenario.RunAsync("""
            CREATE TABLE {schema}.commits (document uuid NOT NULL);
            CREATE FUNCTION {schema}.count_commit() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN IF NEW.status = 'Ingested' THEN INSERT INTO {schema}.commits VALUES (NEW.document); END IF; RETURN NEW; END $$;
            CREATE TRIGGER count_commit AFTER INSERT OR UPDATE ON {schema}.ledger FOR EACH ROW EXECUTE FUNCTION {schema}.count_commit();
            """);
        return scenario;
    }

    public Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SharedSchool).Assembly.Location, School.Folder, School.Schema, $"{School.MaxAttempts}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[SharedSchool.Server] = School.ConnectionString;
        var process = Process.Start(start)!;
        _running.Add(process);
        return process;
    }

    /// <summary>Kills a process wherever it is.</summary>
    public void Kill(Process process)
    {
        _running.Remove(process);
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    /// <summary>Keeps so many workers running, and kills one of them each time when another part of the files is committed, until all have ended.</summary>
    /// <returns>How many were killed.</returns>
    public async Task<int> RunToEndAsync(int files, int workers, int kills, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var i = 0; i < workers; i++) Start();
        for (var kill = 1; kill <= kills; kill++)
        {
            var share = (long)files * kill / (kills + 1);
            await WorkedAsync(async () => await CommitsAsync() >= share, cancellationToken);
            Replace(random);
        }

        await WorkedAsync(() => IsQuietAsync(files), cancellationToken);
        return kills;
    }

    /// <summary>Keeps so many workers running, and kills one of them when the first file is committed and then again and again, until all files have ended.</summary>
    /// <remarks>A machine that takes long to start workers gets the time to let them work: a hundredth of the files are committed between two kills.</remarks>
    /// <returns>How many were killed.</returns>
    public async Task<int> RunToEndAsync(int files, int workers, TimeSpan between, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var i = 0; i < workers; i++) Start();
        await WorkedAsync(async () => await CommitsAsync() > 0, cancellationToken);
        for (var kills = 1; ; kills++)
        {
            Replace(random);
            var (killed, enough, isQuiet) = (Stopwatch.StartNew(), await CommitsAsync() + Math.Max(1, files / 100), false);
            await WorkedAsync(
                async () => (isQuiet = await IsQuietAsync(files)) || (killed.Elapsed >= between && await CommitsAsync() >= enough), cancellationToken);
            if (isQuiet) return kills;
        }
    }

    /// <summary>Waits until all files have ended, committed or in quarantine, and nobody holds or awaits one.</summary>
    public Task QuietAsync(int files, CancellationToken cancellationToken) => UntilAsync(() => IsQuietAsync(files), cancellationToken);

    /// <summary>Counts what has come of the files, and compares the records with those of an undisturbed run.</summary>
    /// <param name="stateDirectory">A directory for that run; it need not exist.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WorkerOutcome> OutcomeAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        var wanted = await School.UndisturbedAsync(stateDirectory, cancellationToken);
        var differences = await SharedSchool.ContentAsync(Store);
        differences.SymmetricExceptWith(wanted);
        return new(await CommittedAsync(), await CommitsAsync(), (long)(await RunAsync("SELECT count(*) FROM {schema}.ledger WHERE status = 'Ingested'"))!, wanted.Count, [.. differences]);
    }

    /// <summary>Commits, more than documents when one was committed twice.</summary>
    public async Task<long> CommitsAsync() => (long)(await RunAsync("SELECT count(*) FROM {schema}.commits"))!;

    public async Task<long> CommittedAsync() => (long)(await RunAsync("SELECT count(DISTINCT document) FROM {schema}.commits"))!;

    /// <summary>Documents that are still to be processed.</summary>
    public async Task<long> OpenAsync() => (long)(await RunAsync("SELECT count(*) FROM {schema}.jobs WHERE kind LIKE 'ingest %' AND state IN ('waiting', 'running')"))!;

    /// <summary>Runs a statement; "{schema}" stands for the schema.</summary>
    public async Task<object?> RunAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql.Replace("{schema}", $"\"{School.Schema}\"", StringComparison.Ordinal));
        return await command.ExecuteScalarAsync();
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        while (!await holds()) await Task.Delay(50, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running.ToList()) Kill(process);
        await RunAsync("DROP SCHEMA IF EXISTS {schema} CASCADE");
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<bool> IsQuietAsync(int files) =>
        await RunAsync("SELECT count(*) FROM {schema}.ledger WHERE status IN ('Ingested', 'Quarantined')") is long ended && ended >= files && await OpenAsync() == 0;

    private void Replace(Random random)
    {
        Kill(_running[random.Next(_running.Count)]);
        Start();
    }

    // Nobody but the scenario ends a worker.
    private Task WorkedAsync(Func<Task<bool>> holds, CancellationToken cancellationToken) => UntilAsync(
        () => _running.Find(p => p.HasExited) is { } ended ? throw new InvalidOperationException($"A worker ended by itself, with code {ended.ExitCode}.") : holds(),
        cancellationToken);
}
