using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.TaskProcess;

/// <summary>A school whose language model takes its time, and the processes that run its tasks: for tests that kill them.</summary>
/// <param name="folder">A directory of the test's own.</param>
/// <param name="schema">A schema of PostgreSQL for the state; <see langword="null"/> keeps it in the directory.</param>
public sealed class TaskSchool(string folder, string? schema = null) : IDisposable
{
    /// <summary>The variable that holds PostgreSQL's connection string.</summary>
    public const string Server = "TASK_SCHOOL_SERVER";

    private readonly List<Process> _running = [];

    /// <summary>How many questions a research asks.</summary>
    public const int Questions = 6;

    public static RagUser Head { get; } = new("head", "greenfield") { Roles = ["admin"] };

    /// <summary>Questions that the language model was asked, in order, by all processes.</summary>
    public IReadOnlyList<string> Asked => File.Exists(AskedFile) ? File.ReadAllLines(AskedFile) : [];

    private string AskedFile => Path.Combine(folder, "asked.txt");

    private string Content => Path.Combine(folder, "content");

    /// <summary>The pipeline: every process has the same.</summary>
    public ServiceProvider Services() => new ServiceCollection().AddEdifyRag(rag =>
    {
        Directory.CreateDirectory(Content);
        rag.UseFolder(o => o.Path = Content).UseStateDirectory(Path.Combine(folder, "state"));
        if (schema is not null) rag.UsePostgresState(o => (o.ConnectionString, o.Schema) = (Environment.GetEnvironmentVariable(Server)!, schema));
        rag.UseChat(_ => new SlowChatClient(AskedFile)).ConfigureResearch(o => (o.MaxQuestions, o.Parallelism) = (Questions, 1)).ConfigureAnswerCache(o => o.Enabled = false);
        rag.ConfigureTasks(o => (o.Lease, o.PollInterval, o.ProgressInterval) = (TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(50)));
    }).BuildServiceProvider();

    /// <summary>Has something to find.</summary>
    public async Task IngestAsync(IServiceProvider services)
    {
        Directory.CreateDirectory(Path.Combine(Content, "SOP", "money"));
        await File.WriteAllTextAsync(Path.Combine(Content, "SOP", "money", "fees.md"), "# Late fees\n\nA late fee of 50 rupees of money is charged for every week of delay.", Encoding.UTF8);
        await File.WriteAllTextAsync(Path.Combine(Content, "SOP", "money", "refunds.md"), "# Refunds\n\nRefunds of money are paid within ten days by the office.", Encoding.UTF8);
        await services.GetRequiredService<IIngestionPipeline>().RunAsync(new(Head.Tenant));
    }

    /// <summary>Starts a process that runs tasks.</summary>
    public Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TaskSchool).Assembly.Location, folder, .. schema is null ? Array.Empty<string>() : [schema]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        _running.Add(process);
        return process;
    }

    /// <summary>Kills a process wherever it is, as SIGKILL does.</summary>
    public void Kill(Process process)
    {
        _running.Remove(process);
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    public void Dispose()
    {
        foreach (var process in _running.ToList()) Kill(process);
    }
}
