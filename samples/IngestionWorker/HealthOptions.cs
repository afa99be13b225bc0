namespace IngestionWorker;

/// <summary>Where the worker tells how it goes.</summary>
internal sealed class HealthOptions
{
    /// <summary>A file that is touched while all is well, and removed when the worker stops.</summary>
    /// <value>Default: empty, which stands for none.</value>
    public string File { get; set; } = string.Empty;

    /// <summary>How often the worker tells.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);
}
