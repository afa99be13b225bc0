using Edify.Rag.Hosting.Jobs;
using Edify.Rag.Hosting.Tasks;
using Edify.Rag.Hosting.Tasks.Embedded;
using Edify.Rag.Hosting.Tasks.Kinds;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Chooses how tasks in the background are kept and run, and who may have what done.</summary>
public static class TaskRagBuilderExtensions
{
    /// <summary>Keeps tasks and the queue that shares them out in the state directory, for the processes of one machine. This is the default.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseEmbeddedTasks(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEmbeddedJobQueue().UseEmbeddedTaskStore();
    }

    /// <summary>Changes how tasks are run, and how long they are kept.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureTasks(this IRagBuilder builder, Action<RagTaskOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<RagTaskOptions, RagTaskOptionsValidator>(configure);
        return builder;
    }

    /// <summary>Adds a kind of task. One of a name that there is already takes its place.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the handler, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder AddTaskHandler(this IRagBuilder builder, Func<IServiceProvider, IRagTaskHandler> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(name, factory);
    }

    /// <summary>Looks up who a task's user is when it runs: their roles may have changed since they submitted it, or they may be gone.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="refresh">Tells the user with the rights of now; <see langword="null"/> when there is no such user any more. An exception denies.</param>
    public static IRagBuilder UseTaskRights(this IRagBuilder builder, Func<RagUser, CancellationToken, ValueTask<RagUser?>> refresh)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(refresh);
        return builder.Use<IRagTaskRights>("custom", _ => new DelegatedTaskRights(refresh));
    }

    /// <summary>Decides who may have documents ingested by a task of the kind "ingest".</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="mayIngest">Whether a user may. Without a choice, those of the role "admin" may.</param>
    public static IRagBuilder AllowIngestTasks(this IRagBuilder builder, Func<RagUser, bool> mayIngest)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(mayIngest);
        return builder.AddTaskHandler(sp => new IngestTaskHandler(sp.GetRag<IIngestionPipeline>(builder.Name), mayIngest), "ingest");
    }

    internal static IRagBuilder UseEmbeddedJobQueue(this IRagBuilder builder)
    {
        var name = builder.Name;
        return builder.Use<IJobQueue>("embedded", sp => new FileJobQueue(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "jobs"), sp.GetTime()));
    }

    internal static IRagBuilder UseEmbeddedTaskStore(this IRagBuilder builder)
    {
        var name = builder.Name;
        return builder.Use<IRagTaskStore>("embedded", sp => new FileTaskStore(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "tasks"), sp.GetTime()));
    }
}
