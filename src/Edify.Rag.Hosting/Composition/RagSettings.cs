using Edify.Rag.Hosting.Tenants;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Composition;

/// <summary>The settings of the <c>EdifyRag</c> section that belong to no provider.</summary>
internal static class RagSettings
{
    private const string TenantCollections = "TenantCollections";

    private static readonly string[] Common = [nameof(RagOptions.Tenant), nameof(RagOptions.Collection), nameof(RagOptions.StateDirectory), TenantCollections];

    public static IEnumerable<string> Keys =>
        [.. Common, "Reading", "Ingestion", "Worker", "Questions", "Retrieval", "Context", "Prompts", "Citations", "Gateway", "Conversations", "AnswerCache", "Research", "StartupChecks", "Tenants"];

    /// <summary>Applies one key; <see langword="false"/> when it is not one of <see cref="Keys"/>.</summary>
    public static bool TryApply(IRagBuilder builder, IConfigurationSection setting)
    {
        var (name, services) = (builder.Name, builder.Services);
        switch (setting.Key.ToUpperInvariant())
        {
            case "TENANT":
                services.Configure<RagOptions>(name, o => o.Tenant = setting.Value ?? string.Empty);
                return true;
            case "COLLECTION":
                services.Configure<RagOptions>(name, o => o.Collection = setting.Value ?? string.Empty);
                return true;
            case "STATEDIRECTORY":
                services.Configure<RagOptions>(name, o => o.StateDirectory = setting.Value ?? string.Empty);
                return true;
            case "TENANTCOLLECTIONS":
                if (ShippedDecorators.IsWanted(setting)) builder.UseTenantCollections();
                return true;
            case "TENANTS":
                TenantConfiguration.Apply(builder, setting);
                return true;
            case "READING":
                services.Configure<RangedReadOptions>(name, setting, SettingsBinding.Strict);
                return true;
            case "INGESTION":
                services.Configure<IngestionOptions>(name, setting, SettingsBinding.Strict<IngestionOptions>(setting));
                return true;
            case "WORKER":
                services.Configure<IngestionWorkerOptions>(name, setting, SettingsBinding.Strict<IngestionWorkerOptions>(setting));
                return true;
            case "RESEARCH":
                services.Configure<ResearchOptions>(name, setting, SettingsBinding.Strict<ResearchOptions>(setting));
                return true;
            case "QUESTIONS":
                services.Configure<QuestionUnderstandingOptions>(name, setting, SettingsBinding.Strict<QuestionUnderstandingOptions>(setting));
                return true;
            case "RETRIEVAL":
                services.Configure<RetrievalOptions>(name, setting, SettingsBinding.Strict<RetrievalOptions>(setting));
                return true;
            case "CONTEXT":
                services.Configure<ContextOptions>(name, setting, SettingsBinding.Strict<ContextOptions>(setting));
                return true;
            case "CONVERSATIONS":
                services.Configure<ConversationOptions>(name, setting, SettingsBinding.Strict<ConversationOptions>(setting));
                return true;
            case "ANSWERCACHE":
                ApplyAnswerCache(builder, setting);
                return true;
            case "GATEWAY":
                services.Configure<ChatGatewayOptions>(name, setting, SettingsBinding.Strict<ChatGatewayOptions>(setting));
                builder.UseGateway();
                return true;
            case "PROMPTS":
                services.Configure<PromptOptions>(name, setting, SettingsBinding.Strict<PromptOptions>(setting));
                return true;
            case "CITATIONS":
                services.Configure<CitationOptions>(name, setting, SettingsBinding.Strict<CitationOptions>(setting));
                return true;
            case "STARTUPCHECKS":
                services.Configure<StartupCheckOptions>(name, setting, SettingsBinding.Strict<StartupCheckOptions>(setting));
                return true;
            default:
                return false;
        }
    }

    // A bare true or false is the switch; options alone leave it where it is.
    private static void ApplyAnswerCache(IRagBuilder builder, IConfigurationSection setting)
    {
        if (string.IsNullOrEmpty(setting.Value))
        {
            builder.Services.Configure<AnswerCacheOptions>(builder.Name, setting, SettingsBinding.Strict<AnswerCacheOptions>(setting));
            if (bool.TryParse(setting[nameof(AnswerCacheOptions.Enabled)], out var enabled) && enabled) builder.UseAnswerCache(Follow);
            return;
        }

        if (!bool.TryParse(setting.Value, out var wanted))
            throw new RagConfigurationException($"The setting {setting.Path} is '{setting.Value}'; it must be true, false, or hold options.");
        if (wanted) builder.UseAnswerCache();
        else builder.ConfigureAnswerCache(o => o.Enabled = false);

        // The section is read after this, and read again when it changes.
        void Follow(AnswerCacheOptions options) => options.Enabled = !bool.TryParse(setting[nameof(AnswerCacheOptions.Enabled)], out var now) || now;
    }
}
