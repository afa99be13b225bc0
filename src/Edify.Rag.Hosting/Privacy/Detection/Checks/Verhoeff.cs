namespace Edify.Rag.Hosting.Privacy.Detection.Checks;

/// <summary>The check digit of J. Verhoeff, "Error Detecting Decimal Codes", Mathematical Centre Tracts 29, 1969: permutations in the dihedral group of ten elements.</summary>
internal static class Verhoeff
{
    private static readonly byte[] Permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            for (var turn = i % 8; turn > 0; turn--) digit = Permutation[digit];
            check = Multiply(check, digit);
        }

        return check == 0;
    }

    // Elements below 5 are rotations of a pentagon, the others its reflections.
    private static int Multiply(int a, int b)
    {
        var sum = a < 5 ? (a + b) % 5 : (a - b + 10) % 5;
        return (a < 5) == (b < 5) ? sum : sum + 5;
    }
}
