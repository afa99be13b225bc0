using System.Runtime.InteropServices;
using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>The greeting that every connection begins with, and that monitors repeat.</summary>
internal static class HelloCommand
{
    // Servers before 5.0 know the old name alone, and all know it; helloOk asks which to use from then on.
    private static readonly byte[] Repeated = Make("hello"u8, isFirst: false);
    private static readonly byte[] RepeatedOld = Make("isMaster"u8, isFirst: false);

    /// <summary>The first of a connection.</summary>
    /// <param name="applicationName">What the server writes in its log; <see langword="null"/> for nothing.</param>
    /// <param name="authentication">Adds what is needed to authenticate; nothing for connections that don't.</param>
    public static byte[] First(string? applicationName, Action<BsonWriter>? authentication) => Make("isMaster"u8, isFirst: true, applicationName, authentication);

    public static ReadOnlyMemory<byte> Again(bool knowsHello) => knowsHello ? Repeated : RepeatedOld;

    private static byte[] Make(ReadOnlySpan<byte> name, bool isFirst, string? applicationName = null, Action<BsonWriter>? authentication = null)
    {
        using var writer = new BsonWriter();
        writer.Start();
        writer.Int32(name, 1);
        writer.Boolean("helloOk"u8, true);
        if (isFirst) WriteClient(writer, applicationName);
        authentication?.Invoke(writer);
        writer.End();
        return writer.Written.ToArray();
    }

    private static void WriteClient(BsonWriter writer, string? applicationName)
    {
        writer.StartDocument("client"u8);
        if (applicationName is not null)
        {
            writer.StartDocument("application"u8);
            writer.String("name"u8, applicationName);
            writer.End();
        }

        writer.StartDocument("driver"u8);
        writer.String("name"u8, "edify-rag");
        writer.String("version"u8, typeof(HelloCommand).Assembly.GetName().Version?.ToString(3) ?? "0");
        writer.End();
        writer.StartDocument("os"u8);
        writer.String("type"u8, OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "Darwin" : "Linux");
        writer.String("architecture"u8, RuntimeInformation.OSArchitecture.ToString());
        writer.End();
        writer.End();
    }
}
