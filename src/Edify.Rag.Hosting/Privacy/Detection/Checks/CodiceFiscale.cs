namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>Italy's codice fiscale: letters of the names, year, month, day, place, and a check character over all.</summary>
internal static class CodiceFiscale
{
    // What a digit, or the letter at its place in the alphabet, counts for at an odd place; at an even one it counts for itself.
    private static readonly byte[] Odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    public static bool IsValid(ReadOnlySpan<char> code)
    {
        if (!"abcdehlmprst".Contains(code[8])) return false;
        foreach (var place in (ReadOnlySpan<int>)[6, 7, 9, 10, 12, 13, 14])
        {
            // Digits of persons with the same code become letters, from the last one on.
            if (!char.IsAsciiDigit(code[place]) && !"lmnpqrstuv".Contains(code[place])) return false;
        }

        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'a';
            sum += i % 2 == 0 ? Odd[value] : value;
        }

        return code[15] - 'a' == sum % 26;
    }
}
