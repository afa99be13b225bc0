using System.Text;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>The messages of SCRAM: attributes of one letter, joined by commas.</summary>
internal static class ScramAttributes
{
    /// <summary>The value of the attribute at a place, which must have the given letter.</summary>
    /// <exception cref="ScramException">It has not.</exception>
    public static string At(string[] attributes, int place, char letter)
    {
        var attribute = place < attributes.Length ? attributes[place] : string.Empty;
        return attribute.Length > 1 && attribute[0] == letter && attribute[1] == '='
            ? attribute[2..]
            : throw new ScramException($"The server's message has no attribute '{letter}' where it should.");
    }

    /// <summary>Takes a message apart. An extension that must be understood is refused, since none is.</summary>
    public static string[] Split(ReadOnlySpan<byte> message)
    {
        var attributes = Encoding.UTF8.GetString(message).Split(',');
        if (attributes[0].StartsWith("m=", StringComparison.Ordinal)) throw new ScramException("The server demands an extension that is unknown.");
        return attributes;
    }

    public static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new ScramException("The server's message has an attribute that is no base64.");
        }
    }

    /// <summary>A user's name as it stands in a message.</summary>
    public static string Escape(string user) => user.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);
}
