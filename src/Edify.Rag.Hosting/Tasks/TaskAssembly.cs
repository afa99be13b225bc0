using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Notifications;
using Edify.Rag.Hosting.Notifications.Webhooks;
using Edify.Rag.Hosting.Tasks.Kinds;
using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Puts together what takes tasks in, runs them and tells of them.</summary>
internal static class TaskAssembly
{
    private const string Administrator = "admin";

    public static void AddTo(RagBuilder builder)
    {
        var (name, services) = (builder.Name, builder.Services);

        // After those of the host, the first of which is taken for a kind.
        builder.AddTaskHandler(sp => new ResearchTaskHandler(sp.GetRag<IResearch>(name), sp.GetRag<IAccessPolicy>(name)), "research");
        builder.AllowIngestTasks(user => user.Roles.Contains(Administrator, StringComparer.OrdinalIgnoreCase));

        services.AddKeyedSingleton(name, (_, _) => new TaskSignals());
        services.AddKeyedSingleton(name, (sp, _) => new TaskHandlers(sp.GetRagAll<IRagTaskHandler>(name)));
        services.AddKeyedSingleton(name, (sp, _) => new NotificationRelay(
            sp.GetRag<IRagTaskStore>(name), sp.GetRag<IJobQueue>(name), sp.GetRagAll<IRagNotifier>(name), Signals(sp, name), sp.GetTime(), sp.GetLogger<NotificationRelay>()));
        services.AddKeyedSingleton<IRagTaskWorker>(name, (sp, _) => Worker(sp, name));
        if (name == RagServices.DefaultName) services.TryAddSingleton(sp => sp.GetRag<IRagTaskWorker>());
        services.AddSingleton<IHostedService>(sp => new TaskWorkerService(() => sp.GetRag<IRagTaskWorker>(name), sp.Live<RagTaskOptions>(name)));

        builder.Use<IRagTasks>("queued", sp => new RagTasks(
            sp.GetRag<IRagTaskStore>(name), sp.GetRag<IJobQueue>(name), Handlers(sp, name), Relay(sp, name), sp.GetKeyedService<WebhookGuard>(name), Signals(sp, name),
            sp.Live<RagTaskOptions>(name), sp.GetTime()));
        builder.Use<IRagNotifications>("ends of tasks", sp => new RagNotifications(sp.GetRag<IRagTaskStore>(name)));
    }

    private static TaskWorker Worker(IServiceProvider sp, string name)
    {
        var (store, queue, time, settings) = (sp.GetRag<IRagTaskStore>(name), sp.GetRag<IJobQueue>(name), sp.GetTime(), sp.Live<RagTaskOptions>(name));
        var (handlers, relay, signals) = (Handlers(sp, name), Relay(sp, name), Signals(sp, name));
        var runner = new TaskRunner(store, queue, handlers, sp.GetKeyedService<IRagTaskRights>(name), relay, signals, settings, time, sp.GetLogger<TaskRunner>());
        var sweep = new TaskSweep(store, queue, handlers, relay, signals, settings, time, sp.GetLogger<TaskSweep>());
        return new(queue, handlers, runner, relay, sweep, signals, settings, time, sp.GetLogger<TaskWorker>());
    }

    private static TaskHandlers Handlers(IServiceProvider sp, string name) => sp.GetRequiredKeyedService<TaskHandlers>(name);

    private static NotificationRelay Relay(IServiceProvider sp, string name) => sp.GetRequiredKeyedService<NotificationRelay>(name);

    private static TaskSignals Signals(IServiceProvider sp, string name) => sp.GetRequiredKeyedService<TaskSignals>(name);
}
