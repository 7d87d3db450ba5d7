<?xml version="1.0" encoding="utf-8"?>
<!-- The correspDesc of one file of teikit, a TEI or a teiCorpus, as a file in the Correspondence Metadata Interchange
     Format (CMIF 1.1). XSLT 1.0. `teikit cmif` makes one file of a whole folder, with what the project file says.

     The parameters `url` (where the TEI is published), `changed` (the day of the last change, which the format wants, where
     the file names none; `teikit export` gives that of the file) and `licence` (a URL, or words) are for what the file does
     not say. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns="http://www.tei-c.org/ns/1.0" xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:output method="xml" encoding="utf-8"/>
  <xsl:param name="url"/>
  <xsl:param name="changed"/>
  <xsl:param name="licence" select="string((//tei:publicationStmt//tei:licence[starts-with(., 'Licence of the encoding')]/@target)[1])"/>

  <xsl:template match="/">
    <xsl:variable name="header" select="(//tei:teiHeader)[1]"/>
    <xsl:variable name="day">
      <xsl:value-of select="(//tei:revisionDesc/tei:change/@when)[last()]"/>
      <xsl:if test="not(//tei:revisionDesc/tei:change/@when)"><xsl:value-of select="$changed"/></xsl:if>
    </xsl:variable>
    <TEI>
      <teiHeader>
        <fileDesc>
          <titleStmt>
            <title>Correspondence in <xsl:value-of select="normalize-space($header//tei:titleStmt/tei:title[1])"/></title>
            <xsl:for-each select="$header//tei:titleStmt/tei:editor">
              <editor><xsl:value-of select="normalize-space(.)"/></editor>
            </xsl:for-each>
            <xsl:if test="not($header//tei:titleStmt/tei:editor)"><editor>teikit</editor></xsl:if>
          </titleStmt>
          <publicationStmt>
            <publisher><xsl:value-of select="normalize-space($header//tei:publicationStmt/tei:publisher[1])"/></publisher>
            <idno type="url"><xsl:value-of select="$url"/></idno>
            <date><xsl:if test="string($day)"><xsl:attribute name="when"><xsl:value-of select="$day"/></xsl:attribute></xsl:if></date>
            <availability>
              <xsl:choose>
                <xsl:when test="starts-with($licence, 'http')">
                  <licence target="{$licence}"><xsl:value-of select="$licence"/></licence>
                </xsl:when>
                <xsl:when test="$licence"><p><xsl:value-of select="$licence"/></p></xsl:when>
                <xsl:otherwise><p>Not stated.</p></xsl:otherwise>
              </xsl:choose>
            </availability>
          </publicationStmt>
          <sourceDesc>
            <bibl type="online" xml:id="source"><xsl:value-of select="normalize-space($header//tei:titleStmt/tei:title[1])"/></bibl>
          </sourceDesc>
        </fileDesc>
        <xsl:variable name="described" select="//tei:correspDesc[tei:correspAction/*[self::tei:persName or self::tei:orgName or self::tei:placeName or self::tei:roleName or self::tei:name]]"/>
        <xsl:if test="$described">
          <profileDesc><xsl:apply-templates select="$described"/></profileDesc>
        </xsl:if>
      </teiHeader>
      <text><body><p/></body></text>
    </TEI>
  </xsl:template>

  <xsl:template match="tei:correspDesc">
    <xsl:variable name="number" select="@key | .//tei:idno[@type = 'message'][1]"/>
    <correspDesc source="#source">
      <xsl:if test="$number"><xsl:attribute name="key"><xsl:value-of select="normalize-space($number[1])"/></xsl:attribute></xsl:if>
      <xsl:if test="$url">
        <xsl:attribute name="ref">
          <xsl:value-of select="$url"/>
          <xsl:if test="ancestor::tei:teiCorpus and ancestor::tei:TEI/@xml:id">#<xsl:value-of select="ancestor::tei:TEI/@xml:id"/></xsl:if>
        </xsl:attribute>
      </xsl:if>
      <xsl:call-template name="action">
        <xsl:with-param name="type" select="'sent'"/>
        <xsl:with-param name="action" select="tei:correspAction[@type = 'sent'][1]"/>
      </xsl:call-template>
      <xsl:call-template name="action">
        <xsl:with-param name="type" select="'received'"/>
        <xsl:with-param name="action" select="tei:correspAction[@type = 'received'][1]"/>
      </xsl:call-template>
    </correspDesc>
  </xsl:template>

  <!-- The format wants somebody in each action: where nobody is known, a person that is unknown. -->
  <xsl:template name="action">
    <xsl:param name="type"/>
    <xsl:param name="action"/>
    <xsl:variable name="parties" select="$action/tei:persName | $action/tei:orgName | $action/tei:roleName | $action/tei:name"/>
    <correspAction type="{$type}">
      <xsl:for-each select="$parties">
        <xsl:choose>
          <xsl:when test="self::tei:persName or self::tei:roleName">
            <persName><xsl:copy-of select="@ref"/><xsl:value-of select="normalize-space(.)"/></persName>
          </xsl:when>
          <xsl:otherwise><orgName><xsl:copy-of select="@ref"/><xsl:value-of select="normalize-space(.)"/></orgName></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
      <xsl:if test="not($parties)"><persName>Unknown</persName></xsl:if>
      <xsl:for-each select="$action/tei:placeName">
        <placeName><xsl:copy-of select="@ref"/><xsl:value-of select="normalize-space(.)"/></placeName>
      </xsl:for-each>
      <xsl:for-each select="($action//tei:date[@when or @notBefore or @notAfter])[1]">
        <date>
          <xsl:for-each select="@when | @notBefore | @notAfter">
            <xsl:attribute name="{local-name()}"><xsl:value-of select="substring-before(concat(., 'T'), 'T')"/></xsl:attribute>
          </xsl:for-each>
          <xsl:copy-of select="@cert"/>
        </date>
      </xsl:for-each>
    </correspAction>
  </xsl:template>

</xsl:stylesheet>
