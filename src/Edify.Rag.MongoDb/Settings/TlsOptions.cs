namespace Edify.Rag.MongoDb.Settings;

/// <summary>The options of a connection string that concern TLS.</summary>
internal static class TlsOptions
{
    private static readonly string[] Names = ["tls", "ssl"];

    /// <summary>How connections are encrypted; <see langword="null"/> when they aren't.</summary>
    /// <exception cref="RagConfigurationException">Options contradict each other.</exception>
    public static TlsSettings? Of(ConnectionOptions options, bool isSrv)
    {
        var stated = Names.Select(options.Flag).OfType<bool>().Distinct().ToList();
        if (stated.Count > 1) throw ConnectionString.Wrong("sets both tls and ssl, and not to the same");
        var authorities = options.Text("tlsCAFile");
        var certificate = options.Text("tlsCertificateKeyFile");
        var password = options.Text("tlsCertificateKeyFilePassword");
        var insecure = options.Flag("tlsInsecure");
        var certificates = options.Flag("tlsAllowInvalidCertificates");
        var hosts = options.Flag("tlsAllowInvalidHostnames");
        if (insecure is not null && (certificates ?? hosts) is not null)
            throw ConnectionString.Wrong("sets tlsInsecure together with tlsAllowInvalidCertificates or tlsAllowInvalidHostnames");

        // To name any of them is to ask for TLS, unless that is switched off.
        var isAskedFor = authorities is not null || certificate is not null || insecure is not null || certificates is not null || hosts is not null;
        if (!(stated.Count == 1 ? stated[0] : isSrv || isAskedFor)) return null;
        return new(authorities, certificate, password, insecure ?? certificates ?? false, insecure ?? hosts ?? false);
    }
}
