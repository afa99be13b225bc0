using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tenants;

/// <summary>Applies <c>EdifyRag:Tenants:{tenant}:…</c>: settings of one tenant, by the names that the pipeline's have.</summary>
internal static class TenantConfiguration
{
    private static readonly string[] Keys = ["Retrieval", "Questions", "Context", "Prompts", "Citations", "Gateway", "Conversations", "AnswerCache", "Research"];

    /// <summary>Options that are read with each question, and so may be a tenant's own.</summary>
    public static IReadOnlySet<Type> Kinds { get; } = new HashSet<Type>
    {
        typeof(RetrievalOptions), typeof(QuestionUnderstandingOptions), typeof(ContextOptions), typeof(PromptOptions), typeof(CitationOptions),
        typeof(ChatGatewayOptions), typeof(ConversationOptions), typeof(AnswerCacheOptions), typeof(ResearchOptions),
    };

    public static void Apply(IRagBuilder builder, IConfigurationSection tenants)
    {
        foreach (var tenant in tenants.GetChildren())
        {
            foreach (var setting in tenant.GetChildren()) Apply(builder, tenant.Key, setting);
        }
    }

    private static void Apply(IRagBuilder builder, string tenant, IConfigurationSection setting)
    {
        var services = builder.Services;
        switch (setting.Key.ToUpperInvariant())
        {
            case "RETRIEVAL":
                services.Configure<RetrievalOptions>(builder.AddTenant<RetrievalOptions>(tenant), setting, SettingsBinding.Strict<RetrievalOptions>(setting));
                break;
            case "QUESTIONS":
                services.Configure<QuestionUnderstandingOptions>(
                    builder.AddTenant<QuestionUnderstandingOptions>(tenant), setting, SettingsBinding.Strict<QuestionUnderstandingOptions>(setting));
                break;
            case "CONTEXT":
                services.Configure<ContextOptions>(builder.AddTenant<ContextOptions>(tenant), setting, SettingsBinding.Strict<ContextOptions>(setting));
                break;
            case "PROMPTS":
                services.Configure<PromptOptions>(builder.AddTenant<PromptOptions>(tenant), setting, SettingsBinding.Strict<PromptOptions>(setting));
                break;
            case "CITATIONS":
                services.Configure<CitationOptions>(builder.AddTenant<CitationOptions>(tenant), setting, SettingsBinding.Strict<CitationOptions>(setting));
                break;
            case "GATEWAY":
                services.Configure<ChatGatewayOptions>(builder.AddTenant<ChatGatewayOptions>(tenant), setting, SettingsBinding.Strict<ChatGatewayOptions>(setting));
                break;
            case "CONVERSATIONS":
                services.Configure<ConversationOptions>(builder.AddTenant<ConversationOptions>(tenant), setting, SettingsBinding.Strict<ConversationOptions>(setting));
                break;
            case "ANSWERCACHE":
                services.Configure<AnswerCacheOptions>(builder.AddTenant<AnswerCacheOptions>(tenant), setting, SettingsBinding.Strict<AnswerCacheOptions>(setting));
                break;
            case "RESEARCH":
                services.Configure<ResearchOptions>(builder.AddTenant<ResearchOptions>(tenant), setting, SettingsBinding.Strict<ResearchOptions>(setting));
                break;
            default:
                throw new RagConfigurationException(
                    $"The setting {setting.Path} is unknown; instead of '{setting.Key}' it may be {string.Join(", ", Keys.Select(key => $"'{key}'"))}.");
        }
    }
}
