using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tenants;

/// <summary>Options as they are for the tenant whose question is being worked on: its own where it has some, else the pipeline's.</summary>
/// <remarks>
/// All who read options per question ask this, whatever package they are of, and know nothing of tenants. A change that can't work is
/// told once and not applied, for each name by itself: no tenant ever gets what was valid for another one.
/// </remarks>
internal sealed class TenantOptionsMonitor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions> : IOptionsMonitor<TOptions>, IDisposable
    where TOptions : class
{
    private readonly OptionsMonitor<TOptions> _all;
    private readonly TenantNames<TOptions> _names;
    private readonly ILogger _logger;
    private readonly IDisposable? _listening;
    private readonly ConcurrentDictionary<string, TOptions> _valid = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _told = new(StringComparer.Ordinal);

    public TenantOptionsMonitor(
        IOptionsFactory<TOptions> factory,
        IEnumerable<IOptionsChangeTokenSource<TOptions>> sources,
        IOptionsMonitorCache<TOptions> cache,
        TenantNames<TOptions> names,
        ILogger logger)
    {
        (_all, _names, _logger) = (new(factory, sources, cache), names, logger);

        // Those of tenants are made of the pipeline's.
        _listening = _all.OnChange((_, changed) =>
        {
            foreach (var name in names.Of(changed ?? string.Empty)) cache.TryRemove(name);
        });
    }

    public TOptions CurrentValue => Get(Options.DefaultName);

    public TOptions Get(string? name)
    {
        var pipeline = name ?? Options.DefaultName;
        var actual = TenantScope.Current is { } tenant && _names.Find(pipeline, tenant) is { } own ? own : pipeline;
        try
        {
            return _valid[actual] = _all.Get(actual);
        }
        catch (Exception e) when (e is OptionsValidationException or RagConfigurationException or InvalidOperationException && _valid.TryGetValue(actual, out var valid))
        {
            if (!_told.TryGetValue(actual, out var told) || told != e.Message) _logger.SettingsNotApplied(e, typeof(TOptions).Name);
            _told[actual] = e.Message;
            return valid;
        }
    }

    public IDisposable? OnChange(Action<TOptions, string?> listener) => _all.OnChange(listener);

    public void Dispose()
    {
        _listening?.Dispose();
        _all.Dispose();
    }
}
