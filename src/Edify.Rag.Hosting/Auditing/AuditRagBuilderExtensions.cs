using Edify.Rag.Hosting.Auditing;
using Edify.Rag.Hosting.Auditing.Embedded;
using Edify.Rag.Shared.Composition;

namespace Edify.Rag;

/// <summary>Writes to the audit what users and administrators do, and chooses where it is kept.</summary>
public static class AuditRagBuilderExtensions
{
    /// <summary>
    /// Writes questions, answers, searches, denials, administrative actions and uses of system scopes to the audit, before anything of
    /// them is shown or done: what can't be written is not done. Called again it changes the options only.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options; <see cref="AuditOptions.Enabled"/> is <see langword="true"/> before.</param>
    public static IRagBuilder WithAudit(this IRagBuilder builder, Action<AuditOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        AuditAssembly.Want(builder);
        return builder.ConfigureAudit(options =>
        {
            options.Enabled = true;
            configure?.Invoke(options);
        });
    }

    /// <summary>Changes the options of the audit and nothing else.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureAudit(this IRagBuilder builder, Action<AuditOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<AuditOptions, AuditOptionsValidator>(configure);
        return builder;
    }

    /// <summary>Keeps the audit in the state directory. This is the default.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseEmbeddedAudit(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        return builder.Use<IAuditLog>(
            "embedded", sp => new FileAuditLog(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "audit"), sp.GetRag<IAuditKey>(name), sp.GetTime()));
    }

    /// <summary>Signs the audit with a key of yours, from a vault or a hardware module, say.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes what reads the key.</param>
    public static IRagBuilder UseAuditKey(this IRagBuilder builder, Func<IServiceProvider, IAuditKey> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use("custom", factory);
    }
}
