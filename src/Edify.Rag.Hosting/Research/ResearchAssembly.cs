using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Research;

internal static class ResearchAssembly
{
    public static Researcher Create(IServiceProvider services, string name, IChatClient? model)
    {
        var options = services.GetRequiredService<IOptionsMonitor<ResearchOptions>>();
        var topics = new ResearchTopics(services.GetRag<IRetriever>(name), services.GetRag<IQuestionAnalyzer>(name));
        var planner = new ResearchPlanner(model, topics, services.GetTime(), services.GetLogger<ResearchPlanner>());
        return new(services.GetRag<IAccessPolicy>(name), planner, services.GetRag<IRagAssistant>(name), () => options.Get(name));
    }
}
